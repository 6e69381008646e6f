/**
 * What is wrong with a person's own integration, by the hint of amoCRM's token endpoint. The hint is
 * all that tells one cause from another: title and detail are the same for each.
 */
const reasons = {
  "Check the `client_id` parameter": "amocrm_client_id_unknown",
  "Check the `client_secret` parameter": "amocrm_secret_wrong",
  "Check the `redirect_uri` parameter": "amocrm_redirect_uri_wrong",
  "Redirect URI is not associated with client": "amocrm_redirect_uri_wrong",
  "Invalid account": "amocrm_account_wrong",
  "Check the `code` parameter": "amocrm_code_broken",
  "Cannot decrypt the authorization code": "amocrm_code_broken",
  "Authorization code has expired": "amocrm_code_expired",
  "Authorization code has been revoked": "amocrm_code_used",
  "Authorization code was not issued to this client": "amocrm_code_foreign",
  http_403: "amocrm_blocked",
  http_404: "amocrm_account_unknown",
} as const;

export type AmocrmReason = (typeof reasons)[keyof typeof reasons];

/** Null for what is not about the integration or the code. */
export function amocrmReason(hint: string): AmocrmReason | null {
  return Object.hasOwn(reasons, hint) ? (reasons[hint as keyof typeof reasons] ?? null) : null;
}

/** Whether amoCRM has accepted everything about the integration and refused the code alone. */
export function isAboutCode(reason: AmocrmReason): boolean {
  return reason.startsWith("amocrm_code_");
}
