import { referralCookie, referralCookieDays } from "@/lib/domain/referral-link";
import { env } from "@/lib/env";
import type { FollowedLink } from "@/lib/services/referral/record-click";

/**
 * To the sign-up of this deployment, whatever host the request named. A code that cannot be used
 * goes along, so that the page says why, but does not displace a good one in the cookie.
 */
export function signUpRedirect(followed: FollowedLink | null): Response {
  const location = new URL("/sign-up", env().APP_URL);
  const headers = new Headers({ "cache-control": "no-store", "x-robots-tag": "noindex" });
  if (followed !== null) location.searchParams.set("ref", followed.text);
  if (followed?.usability === "usable") headers.set("set-cookie", attributionCookie(followed.text));
  headers.set("location", location.href);
  return new Response(null, { status: 302, headers });
}

function attributionCookie(codeText: string): string {
  const isSecure = env().APP_URL.startsWith("https:");
  return [
    `${referralCookie}=${encodeURIComponent(codeText)}`,
    "Path=/",
    `Max-Age=${referralCookieDays * 24 * 60 * 60}`,
    "HttpOnly",
    "SameSite=Lax",
    ...(isSecure ? ["Secure"] : []),
  ].join("; ");
}
