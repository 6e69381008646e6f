import { KeyRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { ApiKeyItem } from "@/lib/services/api-key/list";
import { CreateKeyDialog } from "./create-key-dialog";
import { RevokeKeyButton } from "./revoke-key-button";

export function ApiKeysCard({ keys, now }: { keys: readonly ApiKeyItem[]; now: Date }) {
  const t = useTranslations("settings");
  const columns = (["name", "scopes", "lastUsed", "expires", "actions"] as const).map((name) =>
    t(`apiKeys.columns.${name}`),
  );
  return (
    <div id="api-keys" className="scroll-mt-20">
      <Card isFlush title={t("apiKeys.title")} description={t("apiKeys.text")} action={<CreateKeyDialog />}>
        {keys.length === 0 ? (
          <EmptyState icon={<KeyRound />} title={t("apiKeys.emptyTitle")} text={t("apiKeys.emptyText")} />
        ) : (
          <Table caption={t("apiKeys.title")} columns={columns}>
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} now={now} />
            ))}
          </Table>
        )}
      </Card>
    </div>
  );
}

function KeyRow({ apiKey, now }: { apiKey: ApiKeyItem; now: Date }) {
  const t = useTranslations("settings");
  return (
    <TableRow>
      <TableCell isMain>
        <div>
          <p>{apiKey.name}</p>
          <p className="font-mono font-normal text-muted text-xs">{apiKey.prefix}…</p>
        </div>
      </TableCell>
      <TableCell label={t("apiKeys.columns.scopes")}>
        <span className="block font-mono text-muted text-xs sm:max-w-72">{apiKey.scopes.join(", ")}</span>
      </TableCell>
      <TableCell label={t("apiKeys.columns.lastUsed")}>
        {apiKey.lastUsedAt === null ? (
          <span className="text-muted">{t("apiKeys.neverUsed")}</span>
        ) : (
          <RelativeTime value={apiKey.lastUsedAt} now={now} />
        )}
      </TableCell>
      <TableCell label={t("apiKeys.columns.expires")}>
        <Expiry expiresAt={apiKey.expiresAt} now={now} />
      </TableCell>
      <TableCell isActions>
        <RevokeKeyButton keyId={apiKey.id} name={apiKey.name} />
      </TableCell>
    </TableRow>
  );
}

function Expiry({ expiresAt, now }: { expiresAt: Date | null; now: Date }) {
  const t = useTranslations("settings");
  const format = useFormatter();
  if (expiresAt === null) return <span className="text-muted">{t("apiKeys.forever")}</span>;
  if (expiresAt <= now) return <Badge tone="danger">{t("apiKeys.expired")}</Badge>;
  return format.dateTime(expiresAt, { dateStyle: "medium" });
}
