import { useFormatter, useTranslations } from "next-intl";
import type { ReferralStatistics } from "@/lib/services/referral/statistics";

const shown = 8;
const named = ["direct", "telegram", "whatsapp", "vk", "email", "qr", "other"] as const;

/** Where the clicks come from: the most used places, each with its share as a bar. */
export function Sources({ sources }: Pick<ReferralStatistics, "sources">) {
  const t = useTranslations("referrals.statistics");
  const format = useFormatter();
  const most = Math.max(1, ...sources.map(({ clicks }) => clicks));
  const nameOf = (source: string) => {
    const known = named.find((name) => name === source);
    return known === undefined ? source : t(`source.${known}`);
  };
  return (
    <section className="mt-6 border-t pt-5">
      <h3 className="font-medium text-sm">{t("sources")}</h3>
      <ul className="mt-3 flex flex-col gap-2.5 text-sm">
        {sources.slice(0, shown).map(({ source, clicks }) => (
          <li key={source} className="grid grid-cols-[minmax(0,9rem)_1fr_auto] items-center gap-3">
            <span className="truncate">{nameOf(source)}</span>
            <span className="h-2 rounded-full bg-subtle">
              <span
                className="block h-2 rounded-full bg-accent"
                style={{ width: `${(clicks / most) * 100}%` }}
              />
            </span>
            <span className="tabular-nums">{format.number(clicks)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-muted text-xs">{t("sourceHint")}</p>
    </section>
  );
}
