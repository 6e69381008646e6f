import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/app/_ui/card";
import { CopyButton } from "@/app/_ui/copy-button";
import { FactList } from "@/app/_ui/fact-list";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { ConnectionSummary } from "@/lib/services/connection/summary";

export function FactsCard({ connection, now }: { connection: ConnectionSummary; now: Date }) {
  const t = useTranslations("connections");
  const time = (value: Date | null, otherwise: string): ReactNode =>
    value === null ? otherwise : <RelativeTime value={value} now={now} />;
  return (
    <Card title={t("facts.title")}>
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        <FactList
          facts={[
            { name: t("facts.next"), value: time(connection.nextRefreshAt, t("noNext")) },
            { name: t("facts.expires"), value: time(connection.expiresAt, "—") },
            { name: t("facts.last"), value: time(connection.lastRefreshedAt, t("facts.never")) },
            {
              name: t("facts.gen"),
              value: (
                <>
                  <span className="tabular-nums">{connection.gen}</span>
                  <span className="block text-muted text-xs">{t("facts.genHint")}</span>
                </>
              ),
            },
          ]}
        />
        <FactList
          facts={[
            { name: t("facts.connected"), value: time(connection.createdAt, "—") },
            { name: t("facts.account"), value: <Code>{connection.upstreamAccountId}</Code> },
            { name: t("facts.host"), value: <Code>{connection.upstreamOrigin}</Code> },
            {
              name: t("facts.id"),
              value: (
                <span className="flex items-center gap-1">
                  <Code>{connection.id}</Code>
                  <CopyButton
                    text={connection.id}
                    label={t("facts.copyId")}
                    variant="ghost"
                    size="iconSmall"
                    isIconOnly
                  />
                </span>
              ),
            },
          ]}
        />
      </div>
    </Card>
  );
}

function Code({ children }: { children: string }) {
  return <code className="break-all font-mono text-xs tracking-tight">{children}</code>;
}
