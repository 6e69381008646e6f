import { useFormatter, useTranslations } from "next-intl";
import type { ReferralCounts as Counts } from "@/lib/services/referral/count";

const statuses = ["confirmed", "pending", "rejected"] as const;

export function ReferralCounts({ counts }: { counts: Counts }) {
  const t = useTranslations("referrals.counts");
  const format = useFormatter();
  return (
    <dl
      aria-label={t("label")}
      className="grid divide-y rounded-lg border bg-surface sm:grid-cols-3 sm:divide-x sm:divide-y-0"
    >
      {statuses.map((status) => (
        <div
          key={status}
          className="flex items-baseline justify-between gap-3 px-5 py-3.5 sm:flex-col sm:py-4"
        >
          <dt className="text-muted text-sm">{t(status)}</dt>
          <dd className="font-semibold text-xl tabular-nums">{format.number(counts[status])}</dd>
        </div>
      ))}
    </dl>
  );
}
