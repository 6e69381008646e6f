import Link from "next/link";
import { useTranslations } from "next-intl";

const look =
  "border-b-2 border-transparent pb-1 font-medium text-muted hover:text-text aria-[current]:border-accent aria-[current]:text-text";

export function AttentionFilter({ attention }: { attention: boolean }) {
  const t = useTranslations("connections");
  return (
    <nav aria-label={t("filter.label")} className="flex gap-5 text-sm">
      <Link href="/dashboard/connections" aria-current={attention ? undefined : "page"} className={look}>
        {t("filter.all")}
      </Link>
      <Link
        href="/dashboard/connections?show=attention"
        aria-current={attention ? "page" : undefined}
        className={look}
      >
        {t("filter.attention")}
      </Link>
    </nav>
  );
}
