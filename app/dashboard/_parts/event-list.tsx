import { CircleAlert, CircleCheck, CircleX, Link2, type LucideIcon, Power, Unlink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { ConnectionEventItem } from "@/lib/services/connection/list-events";

const icons: Record<ConnectionEventItem["type"], [LucideIcon, string]> = {
  connected: [Link2, "text-accent-text"],
  reconnected: [Link2, "text-accent-text"],
  refreshed: [CircleCheck, "text-success-text"],
  recovered: [CircleCheck, "text-success-text"],
  enabled: [Power, "text-success-text"],
  refresh_failed: [CircleAlert, "text-warning-text"],
  reauth_required: [CircleX, "text-danger-text"],
  disabled: [Power, "text-muted"],
  disconnected: [Unlink, "text-muted"],
};

interface EventListProps {
  events: readonly ConnectionEventItem[];
  now: Date;
  /** Where the list spans connections, each line says whose it is. */
  withNames?: boolean;
}

/** What happened to connections, a line each, the latest first. */
export function EventList({ events, now, withNames = false }: EventListProps) {
  const t = useTranslations("connections");
  return (
    <ol className="divide-y">
      {events.map((event) => {
        const [Icon, ink] = icons[event.type];
        return (
          <li key={event.id} className="flex items-start gap-3 px-5 py-3 text-sm">
            <Icon className={cn("mt-0.5 size-4 shrink-0", ink)} />
            <div className="min-w-0 flex-1 sm:flex sm:items-baseline sm:justify-between sm:gap-4">
              <div className="min-w-0">
                <p className="font-medium">{t(`events.${event.type}`)}</p>
                <p className="text-muted">
                  {withNames && (
                    <>
                      <Link href={`/dashboard/connections/${event.connectionId}`} className="hover:underline">
                        {event.connectionName}
                      </Link>
                      {" · "}
                    </>
                  )}
                  <EventDetail event={event} />
                </p>
              </div>
              <p className="shrink-0 text-faint">
                <RelativeTime value={event.createdAt} now={now} />
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function EventDetail({ event }: { event: ConnectionEventItem }) {
  const t = useTranslations("connections");
  const cause = causes.find((known) => known === event.errorClass);
  const parts = [
    cause && t(`cause.${cause}`),
    event.errorCode,
    !cause && t("events.gen", { gen: event.gen }),
    event.actorType === "user" && event.type === "refreshed" && t("events.byHand"),
    event.actorType === "api_key" && t("events.byKey"),
    event.durationMs !== null &&
      event.durationMs >= 100 &&
      t("events.took", { seconds: Math.round(event.durationMs / 100) / 10 }),
  ];
  return parts.filter(Boolean).join(" · ");
}

const causes = ["transient", "ambiguous", "terminal", "config"] as const;
