import { Activity } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import type { Page } from "@/lib/domain/page";
import type { ConnectionEventItem } from "@/lib/services/connection/list-events";
import { EventList } from "../../_parts/event-list";

interface EventsCardProps {
  connectionId: string;
  page: Page<ConnectionEventItem>;
  cursor: string | null;
  now: Date;
}

export function EventsCard({ connectionId, page, cursor, now }: EventsCardProps) {
  const t = useTranslations("connections");
  const path = `/dashboard/connections/${connectionId}`;
  // Typed routes know literals only; this path holds an id.
  const firstHref = cursor === null ? null : (path as Route);
  const nextHref = page.nextCursor === null ? null : (`${path}?cursor=${page.nextCursor}` as Route);
  return (
    <Card isFlush title={t("events.title")} description={t("events.text")}>
      {page.items.length === 0 ? (
        <EmptyState icon={<Activity />} title={t("events.emptyTitle")} text={t("events.emptyText")} />
      ) : (
        <EventList events={page.items} now={now} />
      )}
      <Pagination firstHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}
