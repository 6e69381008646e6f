export const providerIds = ["dodois", "amocrm"] as const;
export type ProviderId = (typeof providerIds)[number];

export function isProviderId(text: string): text is ProviderId {
  return providerIds.some((id) => id === text);
}

/**
 * What a failure at a provider means for a connection:
 * - `transient`: it will pass (no connection made, 429, 5xx, an answer that is not one);
 * - `ambiguous`: the request was sent and no answer came, or only a gateway's (502, 504) or one that
 *   cannot be read: the token may be spent;
 * - `terminal`: the grant is dead, only the person can renew it;
 * - `config`: the deployment's own credentials are refused; no account is at fault.
 */
export type FailureClass = "transient" | "ambiguous" | "terminal" | "config";

export interface ProviderFailure {
  class: FailureClass;
  /** The provider's own code where it gave one (`invalid_grant`), else ours (`http_503`, `ECONNREFUSED`). */
  code: string;
  httpStatus: number | null;
  retryAfterSeconds: number | null;
  /** Where the account is found now, if that was learnt before the failure. */
  movedTo?: string;
}
