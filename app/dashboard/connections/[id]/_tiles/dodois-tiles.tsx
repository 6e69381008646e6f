import { useTranslations } from "next-intl";
import { FactList } from "@/app/_ui/fact-list";
import { More } from "@/app/_ui/more";
import { type DodoisProfileData, readDodoisProfile } from "@/lib/services/connection-data/dodois-profile";
import { readDodoisSales } from "@/lib/services/connection-data/dodois-sales";
import { readDodoisStopSales } from "@/lib/services/connection-data/dodois-stop-sales";
import { type DodoisUnitData, readDodoisUnits } from "@/lib/services/connection-data/dodois-units";
import type { ViewerContext } from "@/lib/services/connection-data/with-fresh-token";
import { Sales } from "./sales";
import { StopSales } from "./stop-sales";
import { Tile } from "./tile";
import { splitList, TileList } from "./tile-list";

export function DodoisTiles({ ctx, connectionId }: { ctx: ViewerContext; connectionId: string }) {
  const t = useTranslations("connections.tiles");
  return (
    <>
      <Tile title={t("sales.title")} isWide load={() => readDodoisSales(ctx, connectionId)}>
        {(countries) => <Sales countries={countries} />}
      </Tile>
      <Tile title={t("stops.title")} load={() => readDodoisStopSales(ctx, connectionId)}>
        {(stops) => <StopSales stops={stops} />}
      </Tile>
      <Tile title={t("units.title")} isTall load={() => readDodoisUnits(ctx, connectionId)}>
        {(units) => <Units units={units} />}
      </Tile>
      <Tile title={t("profile.title")} load={() => readDodoisProfile(ctx, connectionId)}>
        {(profile) => <Profile profile={profile} />}
      </Tile>
    </>
  );
}

function Profile({ profile }: { profile: DodoisProfileData }) {
  const t = useTranslations("connections.tiles.profile");
  const known = (["name", "business", "email", "phone"] as const).flatMap((field) => {
    const value = field === "phone" ? phone(profile.phone) : profile[field];
    return value === null ? [] : [{ name: t(field), value: <span className="break-words">{value}</span> }];
  });
  return known.length === 0 ? <p className="text-muted text-sm">{t("none")}</p> : <FactList facts={known} />;
}

/** The provider gives digits alone. */
function phone(digits: string | null): string | null {
  return digits !== null && /^\d+$/.test(digits) ? `+${digits}` : digits;
}

function Units({ units }: { units: readonly DodoisUnitData[] }) {
  const t = useTranslations("connections.tiles.units");
  if (units.length === 0) return <p className="text-muted text-sm">{t("none")}</p>;
  const [shown, others] = splitList(units, 5);
  const items = (list: readonly DodoisUnitData[]) =>
    list.map(({ id, name, address }) => ({ id, main: name, detail: address }));
  return (
    <div>
      <TileList items={items(shown)} />
      {others.length > 0 && (
        <More label={t("others", { count: others.length })}>
          <TileList items={items(others)} />
        </More>
      )}
    </div>
  );
}
