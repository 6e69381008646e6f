import "server-only";
import type { Route } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "@/lib/context";
import { signInPath } from "@/lib/domain/return-path";
import { pageHeader } from "./page-header";
import { sessionCookie } from "./session-cookie";
import { readStoredSession } from "./stored-session";

/**
 * Who is signed in, or null. Reads the session's row once a request, so a revoked one is gone at
 * once. Not through Auth.js, which takes a database that is away for a session that is over.
 */
export const currentActor = cache(async (): Promise<UserActor | null> => {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (token === undefined || token === "") return null;
  return (await readStoredSession(token))?.actor ?? null;
});

/** Who is signed in; everybody else is sent to the sign-in page, and from there back here. */
export async function requireActor(): Promise<UserActor> {
  const actor = await currentActor();
  // The path is one of ours: `signInPath` has seen to that.
  return actor ?? redirect(signInPath((await headers()).get(pageHeader)) as Route);
}
