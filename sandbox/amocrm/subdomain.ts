import { type Answer, json } from "@/sandbox/control/answer";
import type { Incoming } from "@/sandbox/control/incoming";
import type { AmocrmAccount } from "@/sandbox/data/amocrm-accounts";
import { accountHost, currentSubdomain } from "./hosts";
import type { AmocrmParts } from "./options";
import { apiProblem } from "./problem";
import { storeKey, type TokenStore } from "./token-store";

/**
 * `GET /oauth2/account/current/subdomain` with `X-Refresh-Token`: where an account lives now. Asking does not
 * spend the token.
 */
export function answerSubdomain(parts: AmocrmParts, store: TokenStore, incoming: Incoming): Answer {
  const sent = incoming.raw.headers["x-refresh-token"];
  const held = typeof sent === "string" ? store.refreshTokens.get(storeKey(sent)) : undefined;
  const alive = held?.state === "good" && held.expiresAt > parts.clock.nowMs();
  const account = alive ? parts.accounts.find(({ id }) => id === held.accountId) : undefined;
  return account ? json(200, describe(parts, account)) : apiProblem(401);
}

function describe(parts: AmocrmParts, account: AmocrmAccount) {
  return {
    id: account.id,
    subdomain: currentSubdomain(parts, account),
    domain: accountHost(parts, account),
    top_level_domain: "ru",
  };
}
