import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import { FactList } from "@/app/_ui/fact-list";
import { More } from "@/app/_ui/more";
import {
  type AmocrmAccountData,
  type AmocrmUsersData,
  readAmocrmAccount,
  readAmocrmLeads,
  readAmocrmPipelines,
  readAmocrmUsers,
} from "@/lib/services/connection-data/amocrm-data";
import type { ViewerContext } from "@/lib/services/connection-data/with-fresh-token";
import { NewestLeads } from "./newest-leads";
import { Pipelines } from "./pipelines";
import { Tile } from "./tile";
import { splitList, TileList } from "./tile-list";

export function AmocrmTiles({ ctx, connectionId }: { ctx: ViewerContext; connectionId: string }) {
  const t = useTranslations("connections.tiles");
  // What a tile only decorates itself with may be missing; what it is about may not.
  const account = () => readAmocrmAccount(ctx, connectionId);
  const pipelines = () => readAmocrmPipelines(ctx, connectionId);
  const leads = () => readAmocrmLeads(ctx, connectionId);
  return (
    <>
      <Tile
        title={t("pipelines.title")}
        load={() => Promise.all([pipelines(), leads().catch(() => null), account().catch(() => null)])}
      >
        {([list, counts, about]) => (
          <Pipelines pipelines={list} leads={counts} currency={about?.currency ?? null} />
        )}
      </Tile>
      <Tile
        title={t("leads.title")}
        isTall
        load={() => Promise.all([leads(), pipelines().catch(() => []), account().catch(() => null)])}
      >
        {([{ newest }, list, about]) => (
          <NewestLeads leads={newest} pipelines={list} currency={about?.currency ?? null} now={ctx.now} />
        )}
      </Tile>
      <Tile title={t("users.title")} load={() => readAmocrmUsers(ctx, connectionId)}>
        {(data) => <Users data={data} />}
      </Tile>
      <Tile title={t("account.title")} isWide load={account}>
        {(data) => <Account account={data} />}
      </Tile>
    </>
  );
}

function Account({ account }: { account: AmocrmAccountData }) {
  const t = useTranslations("connections.tiles.account");
  const fields = ["name", "host", "currency", "timeZone", "personName", "personEmail"] as const;
  const facts = fields.flatMap((field) => {
    const value = account[field];
    return value === null ? [] : [{ name: t(field), value: <span className="break-words">{value}</span> }];
  });
  const half = Math.ceil(facts.length / 2);
  return (
    <div className="grid gap-x-12 gap-y-4 lg:grid-cols-2">
      <FactList facts={facts.slice(0, half)} />
      <FactList facts={facts.slice(half)} />
    </div>
  );
}

function Users({ data: { users, isWhole } }: { data: AmocrmUsersData }) {
  const t = useTranslations("connections.tiles.users");
  const [shown, others] = splitList(users, 5);
  const items = (list: typeof shown) =>
    list.map(({ id, name, email, isAdmin }) => ({
      id,
      main: name,
      detail: email,
      side: isAdmin ? <Badge>{t("admin")}</Badge> : null,
    }));
  return (
    <div>
      <TileList items={items(shown)} />
      {others.length > 0 && (
        <More label={t("others", { count: others.length })}>
          <TileList items={items(others)} />
          {!isWhole && <p className="mt-2 text-muted text-sm">{t("andMore")}</p>}
        </More>
      )}
    </div>
  );
}
