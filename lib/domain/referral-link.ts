/** Carries the text of the code whose link was followed last to the sign-up. */
export const referralCookie = "mostik_ref";
export const referralCookieDays = 30;

/** The link that a code's owner shares. */
export function referralLink(appUrl: string, codeText: string): string {
  return new URL(`/r/${encodeURIComponent(codeText)}`, appUrl).href;
}
