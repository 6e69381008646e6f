import "server-only";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { log } from "@/lib/log";
import { authorizePassword } from "./authorize-password";
import { sessionCookie } from "./session-cookie";
import { endStoredSession, readStoredSession } from "./stored-session";

/**
 * Auth.js with sessions of our own: the cookie is a random token whose SHA-256 is a row, so a
 * session can be listed and revoked at once (docs/decisions/0002-authjs-with-stored-sessions.md).
 * Its own routes are not served: signing in and out are actions, and whether a session lives is
 * asked of the row (session.ts).
 */
export const { signIn, signOut } = NextAuth(() => ({
  trustHost: true,
  pages: { signIn: "/sign-in", error: "/sign-in" },
  cookies: { sessionToken: sessionCookie() },
  providers: [
    Credentials({ credentials: { login: {}, password: {} }, authorize: (input) => authorizePassword(input) }),
  ],
  session: { strategy: "jwt" },
  jwt: {
    encode: ({ token }) => token?.sessionToken ?? "",
    decode: async ({ token }) =>
      token === undefined || token === "" ? null : await readStoredSession(token),
  },
  callbacks: {
    jwt: ({ token, user }) =>
      user?.sessionToken === undefined ? token : { ...token, sessionToken: user.sessionToken },
  },
  // Its own would print what a failed query carried.
  logger: {
    error: (error) => log().warn({ err: error }, "signing in or out failed"),
    warn: () => {},
    debug: () => {},
  },
  events: {
    signOut: async (message) => {
      if ("token" in message && message.token?.sessionToken !== undefined) {
        await endStoredSession(message.token.sessionToken);
      }
    },
  },
}));
