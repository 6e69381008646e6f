import { Monitor, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import { Card } from "@/app/_ui/card";
import { RelativeTime } from "@/app/_ui/relative-time";
import { deviceOf } from "@/lib/domain/user-agent";
import type { SessionItem } from "@/lib/services/session/list";
import { EndSessionButton } from "./end-session-button";

export function SessionsCard({ sessions, now }: { sessions: readonly SessionItem[]; now: Date }) {
  const t = useTranslations("settings");
  return (
    <Card isFlush title={t("sessions.title")} description={t("sessions.text")}>
      <ul className="divide-y">
        {sessions.map((session) => (
          <Session key={session.id} session={session} now={now} />
        ))}
      </ul>
    </Card>
  );
}

function Session({ session, now }: { session: SessionItem; now: Date }) {
  const t = useTranslations("settings");
  const device = deviceOf(session.userAgent);
  const Icon = device?.system === "iOS" || device?.system === "Android" ? Smartphone : Monitor;
  const name = device === null ? t("sessions.unknownDevice") : t("sessions.device", { ...device });
  return (
    <li className="flex items-center gap-4 px-5 py-4 text-sm">
      <Icon className="size-5 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
          {name}
          {session.isCurrent && <Badge tone="success">{t("sessions.current")}</Badge>}
        </p>
        <p className="text-muted">
          {session.ip !== null && `${session.ip} · `}
          {session.isCurrent
            ? t.rich("sessions.signedIn", {
                time: () => <RelativeTime value={session.createdAt} now={now} />,
              })
            : t.rich("sessions.lastSeen", {
                time: () => <RelativeTime value={session.lastSeenAt} now={now} />,
              })}
        </p>
      </div>
      {!session.isCurrent && <EndSessionButton sessionId={session.id} deviceName={name} />}
    </li>
  );
}
