import Link from "next/link";
import { useTranslations } from "next-intl";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { ProviderMark } from "../../_parts/provider-mark";
import { ProviderName } from "../provider-name";
import { StatusBadge } from "../status-badge";

export function ConnectionTable({
  connections,
  now,
}: {
  connections: readonly ConnectionSummary[];
  now: Date;
}) {
  const t = useTranslations("connections");
  const columns = [t("columns.account"), t("columns.state"), t("columns.next")];
  return (
    <Table caption={t("title")} columns={columns}>
      {connections.map((connection) => (
        <TableRow key={connection.id} isLink>
          <TableCell isMain>
            <span className="flex min-w-0 items-center gap-3">
              <ProviderMark provider={connection.provider} />
              <span className="min-w-0">
                <Link
                  href={`/dashboard/connections/${connection.id}`}
                  className="block truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent-text focus-visible:after:-outline-offset-2"
                >
                  {connection.name}
                </Link>
                <span className="block truncate font-normal text-muted text-xs">
                  <ProviderName connection={connection} /> · {connection.upstreamAccountId}
                </span>
              </span>
            </span>
          </TableCell>
          <TableCell label={t("columns.state")}>
            <StatusBadge status={connection.status} />
          </TableCell>
          <TableCell label={t("columns.next")}>
            <span className="text-muted">
              {connection.nextRefreshAt === null ? (
                t("noNext")
              ) : (
                <RelativeTime value={connection.nextRefreshAt} now={now} />
              )}
            </span>
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}
