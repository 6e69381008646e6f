import { CircleCheck, Inbox, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import type { JobCursor } from "@/lib/domain/job-cursor";
import { jobStates } from "@/lib/domain/job-state";
import type { Page } from "@/lib/domain/page";
import { jobNames } from "@/lib/queue/jobs";
import type { JobItem } from "@/lib/services/job/list";
import { FilterLinks } from "../filter-links";
import { jobsHref, type ListedJobs } from "./job-filter";
import { JobTable } from "./job-table";

interface JobsCardProps {
  page: Page<JobItem>;
  filter: ListedJobs & { cursor: JobCursor | null };
  now: Date;
}

export function JobsCard({ page, filter, now }: JobsCardProps) {
  const isFirst = filter.cursor === null;
  return (
    <section className="flex flex-col gap-4">
      <JobFilters filter={filter} />
      <Card isFlush>
        {page.items.length === 0 ? <Nothing filter={filter} /> : <JobTable jobs={page.items} now={now} />}
        <Pagination
          firstHref={isFirst ? null : jobsHref(filter)}
          nextHref={page.nextCursor === null ? null : jobsHref(filter, page.nextCursor)}
        />
      </Card>
    </section>
  );
}

function JobFilters({ filter: { queue, state } }: { filter: ListedJobs }) {
  const t = useTranslations("admin.jobs");
  return (
    <div className="flex flex-col gap-3">
      <FilterLinks
        label={t("filter.state")}
        links={[null, ...jobStates].map((each) => ({
          href: jobsHref({ queue, state: each }),
          text: each === null ? t("filter.all") : t(`counts.${each}`),
          isCurrent: state === each,
        }))}
      />
      <FilterLinks
        label={t("filter.queue")}
        links={[null, ...jobNames].map((each) => ({
          href: jobsHref({ queue: each, state }),
          text: each ?? t("filter.allQueues"),
          isCurrent: queue === each,
        }))}
      />
    </div>
  );
}

/** That nothing failed is good news; that a filter fits nothing is not. */
function Nothing({ filter: { queue, state, cursor } }: Pick<JobsCardProps, "filter">) {
  const t = useTranslations("admin.jobs");
  const isUnfiltered = queue === null && state === null && cursor === null;
  const kind = isUnfiltered ? "empty" : state === "dead" && cursor === null ? "noneDead" : "nothing";
  const icons = { empty: <Inbox />, noneDead: <CircleCheck />, nothing: <SearchX /> };
  return (
    <EmptyState
      icon={icons[kind]}
      headingLevel="h2"
      title={t(`${kind}.title`)}
      text={t(`${kind}.text`)}
      action={
        kind === "nothing" && (
          <Link href="/admin/jobs" className={buttonClass({ variant: "secondary" })}>
            {t("nothing.reset")}
          </Link>
        )
      }
    />
  );
}
