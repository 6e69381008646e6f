import { CircleAlert, CircleCheck, CircleX, type LucideIcon, Power } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { cn } from "@/app/_ui/cn";
import type { ConnectionStatus } from "@/lib/domain/refresh-failure";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { DisconnectButton } from "./disconnect-button";
import { RefreshButton } from "./refresh-button";

type Health = ConnectionStatus | "config";

const looks: Record<Health, [LucideIcon, string]> = {
  pending: [Power, "bg-accent-soft text-accent-text"],
  active: [CircleCheck, "bg-success-soft text-success-text"],
  degraded: [CircleAlert, "bg-warning-soft text-warning-text"],
  config: [CircleAlert, "bg-warning-soft text-warning-text"],
  reauth_required: [CircleX, "bg-danger-soft text-danger-text"],
  disabled: [Power, "bg-subtle text-muted"],
  revoked: [Power, "bg-subtle text-muted"],
};

/** How the connection is in words, and the one thing to do about it. */
export function HealthCard({ connection }: { connection: ConnectionSummary }) {
  const t = useTranslations("connections");
  const health = healthOf(connection);
  const [Icon, look] = looks[health];
  const isRefreshable = health === "active" || health === "degraded" || health === "config";
  return (
    <section className="flex flex-col gap-5 rounded-lg border bg-surface p-5 sm:flex-row sm:items-center">
      <div className={cn("grid size-11 shrink-0 place-items-center rounded-lg", look)}>
        <Icon className="size-5" />
      </div>
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold text-base">{t(`health.${health}.title`)}</h2>
        <p className="mt-1 max-w-prose text-muted text-sm">{t(`health.${health}.text`)}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {isRefreshable ? (
          <RefreshButton connectionId={connection.id} isUrgent={health === "degraded"} />
        ) : (
          <a
            href={`/api/connect/${connection.provider}?connection=${connection.id}`}
            className={buttonClass()}
          >
            {t("actions.reconnect")}
          </a>
        )}
        {health !== "revoked" && <DisconnectButton connectionId={connection.id} name={connection.name} />}
      </div>
    </section>
  );
}

/** Where our own credentials are refused the account is well, yet nothing refreshes. */
function healthOf({ status, lastErrorClass }: ConnectionSummary): Health {
  return lastErrorClass === "config" && (status === "active" || status === "degraded") ? "config" : status;
}
