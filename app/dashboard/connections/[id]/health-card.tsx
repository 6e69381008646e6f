import { CircleAlert, CircleCheck, CircleX, type LucideIcon, Power } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { cn } from "@/app/_ui/cn";
import type { ConnectionStatus } from "@/lib/domain/refresh-failure";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { DisableButton } from "./disable-button";
import { DisconnectButton } from "./disconnect-button";
import { EnableButton } from "./enable-button";
import { RefreshButton } from "./refresh-button";

type Health = ConnectionStatus | "doubted" | "config" | "integration";

const looks: Record<Health, [LucideIcon, string]> = {
  pending: [Power, "bg-accent-soft text-accent-text"],
  active: [CircleCheck, "bg-success-soft text-success-text"],
  degraded: [CircleAlert, "bg-warning-soft text-warning-text"],
  doubted: [CircleAlert, "bg-warning-soft text-warning-text"],
  config: [CircleAlert, "bg-warning-soft text-warning-text"],
  integration: [CircleX, "bg-danger-soft text-danger-text"],
  reauth_required: [CircleX, "bg-danger-soft text-danger-text"],
  disabled: [Power, "bg-subtle text-muted"],
  revoked: [Power, "bg-subtle text-muted"],
};

/** How the connection is in words, and the one thing to do about it. */
export function HealthCard({ connection }: { connection: ConnectionSummary }) {
  const t = useTranslations("connections");
  const health = healthOf(connection);
  const [Icon, look] = looks[health];
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
        <NextAction connection={connection} health={health} />
        {health !== "revoked" && health !== "disabled" && (
          <DisableButton id={connection.id} name={connection.name} provider={connection.provider} />
        )}
        {health !== "revoked" && <DisconnectButton connectionId={connection.id} name={connection.name} />}
      </div>
    </section>
  );
}

function NextAction({ connection, health }: { connection: ConnectionSummary; health: Health }) {
  const t = useTranslations("connections");
  const { id, provider } = connection;
  if (health === "disabled") return <EnableButton connectionId={id} />;
  if (health === "integration") {
    return (
      <Link href={`/dashboard/connections/amocrm-private?connection=${id}`} className={buttonClass()}>
        {t("actions.updateIntegration")}
      </Link>
    );
  }
  if (health === "active" || health === "degraded" || health === "config") {
    return <RefreshButton connectionId={id} isUrgent={health === "degraded"} />;
  }
  return (
    <a href={`/api/connect/${provider}?connection=${id}`} className={buttonClass()}>
      {t("actions.reconnect")}
    </a>
  );
}

/**
 * Where credentials are refused the account is well, yet nothing refreshes: ours, or the person's own.
 * A permission that was refused once is asked for again, but who knows why need not wait for that.
 */
function healthOf({ status, lastErrorClass, integrationId }: ConnectionSummary): Health {
  if (lastErrorClass === "terminal" && status === "degraded") return "doubted";
  if (lastErrorClass !== "config" || (status !== "active" && status !== "degraded")) return status;
  return integrationId === null ? "config" : "integration";
}
