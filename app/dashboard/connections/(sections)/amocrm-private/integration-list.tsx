import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import type { IntegrationItem } from "@/lib/services/integration/list";
import { RemoveIntegration } from "./remove-integration";

export function IntegrationList({ integrations }: { integrations: readonly IntegrationItem[] }) {
  const t = useTranslations("connections.private.list");
  return (
    <Card isFlush title={t("title")}>
      <ul className="divide-y">
        {integrations.map(({ id, clientId, redirectUri, connections }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 px-5 py-4 text-sm">
            <div className="min-w-0">
              <code className="break-all font-mono text-xs">{clientId}</code>
              <p className="break-all text-muted text-xs">{redirectUri}</p>
              <p className="mt-1 text-muted">{t("used", { count: connections })}</p>
            </div>
            {connections === 0 && <RemoveIntegration integrationId={id} clientId={clientId} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
