import { type NextRequest, NextResponse } from "next/server";
import { pageHeader } from "@/lib/auth/page-header";
import { signInPath } from "@/lib/domain/return-path";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";

const sessionCookies = ["__Host-mostik.session", "mostik.session"];

/**
 * Gives each page its nonce and policy, and sends visitors without a session cookie to sign in. Only
 * a courtesy: whether the session lives, each page and action asks itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const page = `${request.nextUrl.pathname}${request.nextUrl.search}`;
  const isPrivate = /^\/(dashboard|admin)(\/|$)/.test(request.nextUrl.pathname);
  if (isPrivate && !sessionCookies.some((name) => request.cookies.has(name))) {
    return NextResponse.redirect(new URL(signInPath(page), request.nextUrl));
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-request-id", crypto.randomUUID());
  headers.set(pageHeader, page);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // All that may be answered with a page, which is all that is not known to be answered otherwise.
  matcher: ["/((?!api(?:/|$)|TwinProxy/amoCRM/|_next/static/|_next/image$|icon\\.svg$).*)"],
};
