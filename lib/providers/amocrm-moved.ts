import "server-only";
import { z } from "zod";
import { amocrmAccountHost } from "@/lib/domain/amocrm-host";
import { amocrmClaims } from "./amocrm-claims";
import { sendToShard } from "./amocrm-request";
import { jsonOrNull } from "./json-or-null";
import { providerFailure, type RefreshGrant } from "./provider";

/** Short: it stands between two calls that must both end within a lease. */
const timeoutMs = 5_000;

const Claims = z.object({ api_domain: z.string(), account_id: z.number().optional() });
const Place = z.object({ id: z.number(), domain: z.string() });

/**
 * The present origin of the account that a refresh token is for, asked of the shard that the access
 * token names (`/oauth2/account/current/subdomain`). Asking does not spend the token.
 *
 * @returns null where it cannot be told, or where the answer is not to be believed.
 */
export async function findMovedAccount(grant: RefreshGrant): Promise<string | "token_refused" | null> {
  const accessToken = await grant.accessToken();
  const claims = Claims.safeParse(accessToken === null ? null : amocrmClaims(accessToken));
  if (!claims.success) return null;
  const answer = await sendToShard(claims.data.api_domain, "/oauth2/account/current/subdomain", {
    method: "GET",
    headers: { "x-refresh-token": grant.refreshToken },
    timeoutMs,
    leftMs: grant.leftMs,
  }).catch((error: unknown) => {
    if (providerFailure(error) === null) throw error;
    return null;
  });
  if (answer?.status === 401) return "token_refused";
  const place = answer?.status === 200 ? Place.safeParse(jsonOrNull(answer.text)) : null;
  if (place?.data === undefined) return null;
  const { account_id: accountId = place.data.id } = claims.data;
  const host = amocrmAccountHost(place.data.domain);
  return host === null || place.data.id !== accountId ? null : `https://${host}`;
}
