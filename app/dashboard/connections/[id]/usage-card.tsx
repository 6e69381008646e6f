import { KeyRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { KeyUsage } from "@/lib/services/connection/list-usage";

interface UsageCardProps {
  usage: { keys: readonly KeyUsage[]; more: number };
  now: Date;
}

/** Which programs live on this connection. */
export function UsageCard({ usage, now }: UsageCardProps) {
  const t = useTranslations("connections.usage");
  const columns = (["key", "handouts", "calls", "errors", "last"] as const).map((name) =>
    t(`columns.${name}`),
  );
  return (
    <Card isFlush title={t("title")} description={t("text")}>
      {usage.keys.length === 0 ? (
        <EmptyState icon={<KeyRound />} title={t("emptyTitle")} text={t("emptyText")} />
      ) : (
        <Table caption={t("title")} columns={columns}>
          {usage.keys.map((key) => (
            <UsageRow key={key.keyId} usage={key} now={now} />
          ))}
        </Table>
      )}
      {usage.more > 0 && (
        <p className="border-t px-5 py-3 text-muted text-sm">{t("more", { count: usage.more })}</p>
      )}
    </Card>
  );
}

function UsageRow({ usage, now }: { usage: KeyUsage; now: Date }) {
  const t = useTranslations("connections.usage");
  return (
    <TableRow>
      <TableCell isMain>
        <div>
          <p className="flex flex-wrap items-center gap-2">
            <span className="break-words">{usage.name}</span>
            {usage.isRevoked && <Badge tone="neutral">{t("revoked")}</Badge>}
          </p>
          <p className="font-mono font-normal text-muted text-xs">{usage.prefix}…</p>
        </div>
      </TableCell>
      <TableCell label={t("columns.handouts")}>
        <Counts counts={usage.handouts} />
      </TableCell>
      <TableCell label={t("columns.calls")}>
        <Counts counts={usage.calls} />
      </TableCell>
      <TableCell label={t("columns.errors")}>
        <Errors usage={usage} />
      </TableCell>
      <TableCell label={t("columns.last")}>
        <span className="whitespace-nowrap">
          <RelativeTime value={usage.lastAt} now={now} />
        </span>
      </TableCell>
    </TableRow>
  );
}

function Counts({ counts: { today, week } }: { counts: KeyUsage["calls"] }) {
  const t = useTranslations("connections.usage");
  const format = useFormatter();
  if (week === 0) return <span className="text-muted">—</span>;
  return (
    <span className="flex flex-wrap items-baseline gap-x-1.5 tabular-nums sm:flex-col">
      {format.number(week)}{" "}
      <span className="whitespace-nowrap text-muted text-xs">{t("today", { count: today })}</span>
    </span>
  );
}

function Errors({ usage: { calls, refused, failed } }: { usage: KeyUsage }) {
  const t = useTranslations("connections.usage");
  if (calls.week === 0) return <span className="text-muted">—</span>;
  if (refused + failed === 0) return <span className="text-muted">{t("noErrors")}</span>;
  return (
    <span className="flex flex-wrap gap-1.5 tabular-nums">
      {refused > 0 && <Badge tone="warning">{t("refused", { count: refused })}</Badge>}
      {failed > 0 && <Badge tone="danger">{t("failed", { count: failed })}</Badge>}
    </span>
  );
}
