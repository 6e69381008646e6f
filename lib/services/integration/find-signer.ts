import "server-only";
import { eq } from "drizzle-orm";
import { integrations } from "@/db/schema/integration";
import type { Context } from "@/lib/context";
import { unseal } from "@/lib/crypto/seal";
import { hmacSha256, secretsMatch } from "@/lib/crypto/token";
import { env } from "@/lib/env";
import { secretBinding } from "./secret-binding";

export interface SignedNotice {
  clientId: string;
  accountId: string;
  /** HMAC-SHA-256 of `<client id>|<account id>` by the client secret, hexadecimal. */
  signature: string;
}

/**
 * The integrations whose secret has signed a notice; null stands for the deployment's own. The same
 * registration may have been brought by several projects.
 */
export async function findSigners(
  ctx: Pick<Context, "db">,
  notice: SignedNotice,
): Promise<(string | null)[]> {
  const { AMOCRM_CLIENT_ID, AMOCRM_CLIENT_SECRET } = env();
  const rows = await ctx.db
    .select({ id: integrations.id, sealed: integrations.clientSecretSealed })
    .from(integrations)
    .where(eq(integrations.clientId, notice.clientId));
  const signers: (string | null)[] = [];
  const isOwn = notice.clientId === AMOCRM_CLIENT_ID && AMOCRM_CLIENT_SECRET !== undefined;
  if (isOwn && isSignedBy(AMOCRM_CLIENT_SECRET, notice)) signers.push(null);
  for (const { id, sealed } of rows) {
    if (isSignedBy(await unseal(sealed, secretBinding(id)), notice)) signers.push(id);
  }
  return signers;
}

function isSignedBy(secret: string, { clientId, accountId, signature }: SignedNotice): boolean {
  return secretsMatch(hmacSha256(secret, `${clientId}|${accountId}`), signature.toLowerCase());
}
