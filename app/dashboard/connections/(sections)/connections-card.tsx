import { CircleCheck, Plug, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import type { Page } from "@/lib/domain/page";
import { offeredClusters } from "@/lib/services/connection/offered-clusters";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { ConnectButtons } from "../connect-buttons";
import { ConnectionTable } from "./connection-table";
import { isFiltered, type ListFilter, listHref } from "./list-filter";
import { ListFilterBar } from "./list-filter-bar";

interface ConnectionsCardProps {
  page: Page<ConnectionSummary>;
  cursor: string | null;
  filter: ListFilter;
  now: Date;
}

export function ConnectionsCard({ page, cursor, filter, now }: ConnectionsCardProps) {
  const t = useTranslations("connections");
  const clusters = offeredClusters();
  const isFirstPage = cursor === null;
  if (page.items.length === 0 && isFirstPage && !isFiltered(filter)) {
    return (
      <Card isFlush>
        <EmptyState
          icon={<Plug />}
          headingLevel="h2"
          title={t("empty.title")}
          text={t("empty.text")}
          action={<ConnectButtons />}
        />
      </Card>
    );
  }
  return (
    <>
      <ListFilterBar filter={filter} clusters={clusters.length > 1 ? clusters : []} />
      <Card isFlush>
        {page.items.length === 0 ? (
          <NothingFound filter={filter} />
        ) : (
          <ConnectionTable connections={page.items} now={now} />
        )}
        <Pagination
          firstHref={isFirstPage ? null : listHref(filter)}
          nextHref={page.nextCursor === null ? null : listHref(filter, page.nextCursor)}
        />
      </Card>
    </>
  );
}

/** That nothing wants attention is good news; that a search found nothing is not. */
function NothingFound({ filter }: { filter: ListFilter }) {
  const t = useTranslations("connections");
  const isGood = filter.show === "attention" && filter.query === undefined && filter.provider === undefined;
  const kind = isGood ? "none" : "nothing";
  return (
    <EmptyState
      icon={isGood ? <CircleCheck /> : <SearchX />}
      headingLevel="h2"
      title={t(`filter.${kind}`)}
      text={t(`filter.${kind}Text`)}
      action={
        !isGood && (
          <Link href="/dashboard/connections" className={buttonClass({ variant: "secondary" })}>
            {t("filter.reset")}
          </Link>
        )
      }
    />
  );
}
