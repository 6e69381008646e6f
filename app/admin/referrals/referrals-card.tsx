import { SearchX, UserPlus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import type { Page } from "@/lib/domain/page";
import type { AnyReferral, AnyReferralFilter } from "@/lib/services/referral/list-all";
import { FilterLinks } from "../filter-links";
import { referralsHref, statuses } from "./referral-filter";
import { ReferralTable } from "./referral-table";
import { SearchForm } from "./search-form";

interface ReferralsCardProps {
  page: Page<AnyReferral>;
  filter: AnyReferralFilter;
  now: Date;
}

export function ReferralsCard({ page, filter, now }: ReferralsCardProps) {
  const t = useTranslations("admin.referrals");
  const { status, query, cursor } = filter;
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-col gap-4 lg:flex-row lg:items-end lg:justify-between">
        <FilterLinks
          label={t("filter.label")}
          links={[null, ...statuses].map((each) => ({
            href: referralsHref({ status: each, query }),
            text: t(`filter.${each ?? "all"}`),
            isCurrent: status === each,
          }))}
        />
        <SearchForm key={referralsHref(filter)} status={status} query={query} label={t("filter.search")} />
      </div>
      <Card isFlush>
        {page.items.length === 0 ? (
          <Nothing isFiltered={status !== null || query !== "" || cursor !== null} />
        ) : (
          <ReferralTable referrals={page.items} now={now} />
        )}
        <Pagination
          firstHref={cursor === null ? null : referralsHref(filter)}
          nextHref={page.nextCursor === null ? null : referralsHref(filter, page.nextCursor)}
        />
      </Card>
    </section>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useTranslations("admin.referrals");
  const kind = isFiltered ? "nothing" : "empty";
  return (
    <EmptyState
      icon={isFiltered ? <SearchX /> : <UserPlus />}
      headingLevel="h2"
      title={t(`${kind}.title`)}
      text={t(`${kind}.text`)}
      action={
        isFiltered && (
          <Link href="/admin/referrals" className={buttonClass({ variant: "secondary" })}>
            {t("nothing.reset")}
          </Link>
        )
      }
    />
  );
}
