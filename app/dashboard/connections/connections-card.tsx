import { CircleCheck, Plug } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import type { Page } from "@/lib/domain/page";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { AttentionFilter } from "./attention-filter";
import { ConnectButtons } from "./connect-buttons";
import { ConnectionTable } from "./connection-table";

interface ConnectionsCardProps {
  page: Page<ConnectionSummary>;
  cursor: string | null;
  attention: boolean;
  now: Date;
}

export function ConnectionsCard({ page, cursor, attention, now }: ConnectionsCardProps) {
  const t = useTranslations("connections");
  const isFirstPage = cursor === null;
  if (page.items.length === 0 && isFirstPage && !attention) {
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
      <AttentionFilter attention={attention} />
      <Card isFlush>
        {page.items.length === 0 ? (
          <EmptyState
            icon={<CircleCheck />}
            headingLevel="h2"
            title={t("filter.none")}
            text={t("filter.noneText")}
          />
        ) : (
          <ConnectionTable connections={page.items} now={now} />
        )}
        <Pagination
          firstHref={isFirstPage ? null : pageHref(attention, null)}
          nextHref={page.nextCursor === null ? null : pageHref(attention, page.nextCursor)}
        />
      </Card>
    </>
  );
}

function pageHref(attention: boolean, cursor: string | null): Route {
  const query = new URLSearchParams();
  if (attention) query.set("show", "attention");
  if (cursor !== null) query.set("cursor", cursor);
  return `/dashboard/connections?${query}`;
}
