"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { FilterLinks } from "./filter-links";

const sections = ["jobs", "cron", "referrals"] as const;

export function AdminLinks() {
  const t = useTranslations("admin.nav");
  const pathname = usePathname() ?? "";
  return (
    <div className="mb-7 border-b pb-3">
      <FilterLinks
        label={t("label")}
        links={sections.map((section) => ({
          href: `/admin/${section}` as const,
          text: t(section),
          isCurrent: pathname.startsWith(`/admin/${section}`),
        }))}
      />
    </div>
  );
}
