import type { z } from "zod";
import type { AmocrmPrivate } from "@/lib/domain/amocrm-private";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import type { IntegrationItem } from "@/lib/services/integration/list";

type FormValues = z.input<typeof AmocrmPrivate>;

export interface KnownValues extends FormValues {
  /** Whether the secret is stored and may be left out. */
  hasSecret: boolean;
}

/** What the form begins with: for a connection to be renewed, all but its secret and its code. */
export function knownValues(
  connection: ConnectionSummary | null,
  integration: IntegrationItem | null,
  callbackUrl: string,
): KnownValues {
  const redirectUri = integration?.redirectUri ?? callbackUrl;
  return {
    accountHost: connection?.upstreamOrigin.replace("https://", "") ?? "",
    clientId: integration?.clientId ?? "",
    clientSecret: "",
    redirectUri,
    way: redirectUri === callbackUrl ? "redirect" : "code",
    code: "",
    connectionId: connection?.id ?? null,
    hasSecret: integration !== null,
  };
}
