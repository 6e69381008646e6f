import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "@/lib/context";
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

/** Who is signed in; everybody else is sent to the sign-in page. */
export async function requireActor(): Promise<UserActor> {
  return (await currentActor()) ?? redirect("/sign-in");
}
