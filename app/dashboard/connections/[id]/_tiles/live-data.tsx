import { useTranslations } from "next-intl";
import { systemNow } from "@/lib/clock";
import type { Context, UserActor } from "@/lib/context";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { AmocrmTiles } from "./amocrm-tiles";
import { DodoisTiles } from "./dodois-tiles";

const tilesOf = { dodois: DodoisTiles, amocrm: AmocrmTiles };

/** What the provider says of the account now; nothing where the connection gives no tokens. */
export function LiveData({ ctx, connection }: { ctx: Context<UserActor>; connection: ConnectionSummary }) {
  const t = useTranslations("connections.tiles");
  if (!["active", "degraded", "reauth_required"].includes(connection.status)) return null;
  const Tiles = tilesOf[connection.provider];
  return (
    <section aria-labelledby="live-data">
      <h2 id="live-data" className="font-semibold text-lg">
        {t("title")}
      </h2>
      <p className="mt-1 text-muted text-sm">{t("text")}</p>
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Tiles ctx={{ ...ctx, clock: systemNow }} connectionId={connection.id} />
      </div>
    </section>
  );
}
