import "server-only";
import { db } from "@/db/client";
import { systemNow } from "@/lib/clock";
import type { UserActor } from "@/lib/context";
import { endSessionByToken } from "@/lib/services/session/end-by-token";
import { findSession } from "@/lib/services/session/find";

/** The claims that Auth.js carries through a request for a session token, or null for a dead one. */
export async function readStoredSession(
  token: string,
): Promise<{ sessionToken: string; actor: UserActor } | null> {
  const actor = await findSession({ db: db(), now: systemNow() }, token);
  return actor === null ? null : { sessionToken: token, actor };
}

export async function endStoredSession(token: string): Promise<void> {
  await endSessionByToken({ db: db() }, token);
}
