import { type DateTimeFormatOptions, useFormatter, useLocale, useTranslations } from "next-intl";
import { More } from "@/app/_ui/more";
import type { DodoisCountrySales, DodoisSalesDay } from "@/lib/services/connection-data/dodois-sales";
import { useMoney } from "./money";
import { SalesChartIsland } from "./sales-chart-island";
import { SalesTable } from "./sales-table";

/** Revenue of today and the week; money of two countries is never added up. */
export function Sales({ countries }: { countries: readonly DodoisCountrySales[] }) {
  const t = useTranslations("connections.tiles.sales");
  const regions = new Intl.DisplayNames([useLocale()], { type: "region" });
  if (countries.length === 0) return <p className="text-muted text-sm">{t("none")}</p>;
  return (
    <div className="flex flex-col gap-8">
      {countries.map((sales) => (
        <div key={sales.country}>
          {countries.length > 1 && (
            <h4 className="mb-3 font-medium text-sm">{regions.of(sales.country.toUpperCase())}</h4>
          )}
          <CountrySales sales={sales} />
        </div>
      ))}
    </div>
  );
}

function CountrySales({ sales: { currency, days } }: { sales: DodoisCountrySales }) {
  const t = useTranslations("connections.tiles.sales");
  const format = useFormatter();
  const money = useMoney(currency);
  const dayText = (date: string, style: DateTimeFormatOptions) =>
    format.dateTime(new Date(`${date}T00:00:00Z`), { timeZone: "UTC", ...style });
  const today = days.at(-1);
  const change = changeOf(days.slice(0, -1));
  const points = days.map((day) => ({
    label: dayText(day.date, { weekday: "short", day: "numeric" }),
    shortLabel: dayText(day.date, { weekday: "short" }),
    sales: day.sales,
    weekBefore: day.salesWeekBefore,
    salesText: money(day.sales),
    weekBeforeText: money(day.salesWeekBefore),
    ordersText: format.number(day.orders),
  }));
  return (
    <>
      <dl className="grid gap-4 sm:grid-cols-2">
        <Figure
          name={t("today")}
          value={money(today?.sales ?? 0)}
          note={t("orders", { count: today?.orders ?? 0 })}
        />
        <Figure
          name={t("week")}
          value={money(days.reduce((sum, day) => sum + day.sales, 0))}
          note={change === null ? null : t("change", { change })}
        />
      </dl>
      <SalesChartIsland points={points} />
      <More label={t("asTable")}>
        <SalesTable points={points} />
      </More>
    </>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note: string | null }) {
  return (
    <div>
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="mt-1 font-semibold text-2xl tabular-nums">{value}</dd>
      {note && <dd className="mt-0.5 text-muted text-sm">{note}</dd>}
    </div>
  );
}

/** How whole days went against those of the week before, as a share; null where there were none. */
function changeOf(days: readonly DodoisSalesDay[]): number | null {
  const before = days.reduce((sum, day) => sum + day.salesWeekBefore, 0);
  return before === 0 ? null : days.reduce((sum, day) => sum + day.sales, 0) / before - 1;
}
