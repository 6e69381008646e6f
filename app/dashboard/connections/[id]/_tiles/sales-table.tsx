import { useTranslations } from "next-intl";
import type { SalesPoint } from "./sales-points";

/** The chart in numbers. */
export function SalesTable({ points }: { points: readonly SalesPoint[] }) {
  const t = useTranslations("connections.tiles.sales");
  const columns = ["day", "sales", "weekBefore", "orders"] as const;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm tabular-nums">
        <caption className="sr-only">{t("chart")}</caption>
        <thead>
          <tr className="border-b text-muted text-xs">
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="py-2 pr-4 text-right font-medium first:text-left last:pr-0"
              >
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {points.map((point) => (
            <tr key={point.label} className="text-right">
              <th scope="row" className="py-2 pr-4 text-left font-medium">
                {point.label}
              </th>
              <td className="py-2 pr-4">{point.salesText}</td>
              <td className="py-2 pr-4 text-muted">{point.weekBeforeText}</td>
              <td className="py-2">{point.ordersText}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
