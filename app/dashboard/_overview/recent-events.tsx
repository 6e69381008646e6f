import { Activity } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import type { ConnectionEventItem } from "@/lib/services/connection/list-events";
import { EventList } from "../_parts/event-list";

export function RecentEvents({ events, now }: { events: readonly ConnectionEventItem[]; now: Date }) {
  const t = useTranslations("dashboard");
  return (
    <Card
      isFlush
      title={t("events.title")}
      action={
        <Link href="/dashboard/connections" className={buttonClass({ variant: "ghost", size: "sm" })}>
          {t("events.all")}
        </Link>
      }
    >
      {events.length === 0 ? (
        <EmptyState icon={<Activity />} title={t("events.emptyTitle")} text={t("events.emptyText")} />
      ) : (
        <EventList events={events} now={now} withNames />
      )}
    </Card>
  );
}
