import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { randomId } from "@/lib/crypto/token";
import type { LoadRequest } from "./roles/load";

/** So many that the limit of each, which stays on, is not reached. */
const clients = 4_000;
const owners = 50;

/** So that the server believes the clients' addresses that the targets name. */
export function trustAddresses(): void {
  Object.assign(process.env, { TRUSTED_PROXY_HOPS: "1", MOSTIK_OWN_DOOR: "1" });
}

/** Headers of one of many clients, by its number. */
export function clientHeaders(number: number): Record<string, string> {
  const client = `10.0.${(number % clients) >> 8}.${(number % clients) & 255}`;
  return { "x-forwarded-for": client, "x-mostik-client-address": client };
}

/** Look-ups of the codes of these addresses, by many clients. */
export function lookUpTargets(emails: string[]): LoadRequest["targets"] {
  return Array.from({ length: Math.max(emails.length, clients) }, (_, index) => ({
    path: `/api/v1/referral-codes/by-email?email=${emails[index % emails.length] ?? ""}`,
    headers: clientHeaders(index),
  }));
}

/** Addresses of people who have a code. */
export async function makeCodeOwners(): Promise<string[]> {
  const prefix = `owner-${randomId().slice(-12)}-`;
  await db().execute(sql`
    with people as (
      insert into users (id, email, email_key, username, username_key, created_at, updated_at)
      select gen_random_uuid(), p || '@example.test', p || '@example.test', p, p, now(), now()
      from (select ${prefix}::text || n as p from generate_series(1, ${owners}::int) n) s
      returning id, username)
    insert into referral_codes (id, user_id, text, text_key, is_active, created_at, expires_at)
    select gen_random_uuid(), id, username, username, true, now(), now() + interval '1 day' from people`);
  return Array.from({ length: owners }, (_, index) => `${prefix}${index + 1}@example.test`);
}
