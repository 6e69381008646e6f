import { ArrowRight, ChevronsLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "./button-class";

interface PaginationProps {
  /** Which list it pages; needed where a page has several. */
  label?: string;
  firstHref: Route | null;
  nextHref: Route | null;
}

/** Paging by cursor: onwards, and back to the start. Draws nothing where there is one page. */
export function Pagination({ label, firstHref, nextHref }: PaginationProps) {
  const t = useTranslations("common");
  if (firstHref === null && nextHref === null) return null;
  const look = buttonClass({ variant: "secondary", size: "sm" });
  return (
    <nav aria-label={label ?? t("pages.label")} className="flex justify-between gap-2 border-t px-5 py-3">
      {firstHref === null ? (
        <span />
      ) : (
        <Link href={firstHref} className={look}>
          <ChevronsLeft />
          {t("pages.first")}
        </Link>
      )}
      {nextHref !== null && (
        <Link href={nextHref} className={look}>
          {t("pages.next")}
          <ArrowRight />
        </Link>
      )}
    </nav>
  );
}
