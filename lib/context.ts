import type { Db } from "@/db/client";
import type { Scope } from "@/lib/domain/scope";

export type Actor =
  | { type: "user"; userId: string; sessionId: string; role: "user" | "superuser"; emailVerified: boolean }
  | { type: "api_key"; keyId: string; projectId: string; scopes: readonly Scope[] }
  | { type: "system"; job: string }
  | { type: "anonymous" };

export type UserActor = Extract<Actor, { type: "user" }>;

/** Whoever acts for one person: the person, or a key of their personal project. */
export type PersonActor = UserActor | (Extract<Actor, { type: "api_key" }> & { userId: string });

/** Where a request came from; null where it cannot be known. */
interface Client {
  ip: string | null;
  userAgent: string | null;
}

/**
 * What every service verb gets first. `now` is the time of the command; `db` may be a
 * transaction, so that verbs compose into one.
 */
export interface Context<A extends Actor = Actor> {
  actor: A;
  now: Date;
  requestId: string;
  client: Client;
  db: Db;
}
