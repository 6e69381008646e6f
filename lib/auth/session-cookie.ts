import { env } from "@/lib/env";

/** The session cookie; over HTTPS its name carries the `__Host-` prefix (RFC 6265bis §4.1.3.2). */
export function sessionCookie() {
  const secure = env().APP_URL.startsWith("https:");
  return {
    name: secure ? "__Host-mostik.session" : "mostik.session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}
