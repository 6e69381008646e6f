import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { type PageView, pageHref } from "../page-view";
import { statisticsDays } from "./statistics-days";

export function RangeLinks({ view }: { view: PageView }) {
  const t = useTranslations("referrals.statistics");
  return (
    <nav aria-label={t("ranges")} className="inline-flex gap-0.5 rounded-md bg-subtle p-0.5">
      {statisticsDays.map((days) => (
        <Link
          key={days}
          href={pageHref({ ...view, days }, "statistics")}
          scroll={false}
          aria-current={days === view.days ? "true" : undefined}
          className={cn(
            "inline-flex h-7 items-center rounded-sm px-2.5 font-medium text-muted text-xs hover:text-text",
            days === view.days && "bg-raised text-text shadow-sm",
          )}
        >
          {days === 365 ? t("year") : t("range", { days })}
        </Link>
      ))}
    </nav>
  );
}
