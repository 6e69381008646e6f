import { useFormatter, useTranslations } from "next-intl";
import { More } from "@/app/_ui/more";
import type { StatisticsPoint } from "./statistics-points";

const numbers = ["clicks", "signUps", "confirmed"] as const;

/** The chart in numbers, the newest first. */
export function StatisticsTable({ points }: { points: readonly StatisticsPoint[] }) {
  const t = useTranslations("referrals.statistics");
  const format = useFormatter();
  return (
    <More label={t("table")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section tabIndex={0} aria-label={t("chart")} className="max-h-80 overflow-auto">
        <table className="w-full text-sm tabular-nums">
          <caption className="sr-only">{t("chart")}</caption>
          <thead>
            <tr className="border-b text-muted text-xs">
              {(["day", ...numbers] as const).map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="py-2 pr-4 text-right font-medium first:text-left last:pr-0"
                >
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {points.toReversed().map((point) => (
              <tr key={point.label} className="text-right">
                <th scope="row" className="py-2 pr-4 text-left font-medium">
                  {point.label}
                </th>
                {numbers.map((name) => (
                  <td key={name} className="py-2 pr-4 last:pr-0">
                    {format.number(point[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </More>
  );
}
