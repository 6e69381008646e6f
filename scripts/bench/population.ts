import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { db } from "@/db/client";
import { apiKeys } from "@/db/schema/api-key";
import { connections } from "@/db/schema/connection";
import { randomToken, sha256 } from "@/lib/crypto/token";
import { sealTokens } from "@/lib/services/connection/seal-tokens";
import { makeOwner, type Owner } from "@/lib/testing/connected";

const insertAtOnce = 500;
const dayMs = 86_400_000;

/** Dodo IS connections with sealed tokens, issued so many milliseconds ago. */
export async function makeConnections(owner: Owner, count: number, ageMs: number): Promise<string[]> {
  const issuedAt = new Date(Date.now() - ageMs);
  const rows = Array.from({ length: count }, () => makeRow(owner, issuedAt));
  for (let from = 0; from < rows.length; from += insertAtOnce) {
    await db()
      .insert(connections)
      .values(rows.slice(from, from + insertAtOnce));
  }
  return rows.map(({ id }) => id);
}

function makeRow(owner: Owner, issuedAt: Date) {
  const id = v7();
  const place = { connectionId: id, provider: "dodois", gen: 1, issuedAt, random: 0.5 } as const;
  const sealed = sealTokens(place, {
    accessToken: `access-${id}-${"a".repeat(900)}`,
    refreshToken: `refresh-${id}-${"r".repeat(50)}`,
    expiresInSeconds: dayMs / 1000,
    scopes: [],
  });
  return { ...plainRow(owner, id), ...sealed };
}

function plainRow(owner: Owner, id: string) {
  return {
    id,
    projectId: owner.projectId,
    provider: "dodois" as const,
    upstreamOrigin: process.env.DODOIS_ISSUER ?? "",
    upstreamAccountId: id,
    name: `Account ${id.slice(-6)}`,
    status: "active" as const,
    scopes: [],
    createdAt: new Date(),
    updatedAt: new Date(),
  };
}

/**
 * Fills the table up to `total` rows by SQL alone, their tokens being nothing that opens, and makes
 * `due` of them due: for measuring queries, not refreshes.
 */
export async function fillTable(owner: Owner, total: number, due: number): Promise<void> {
  const have = await db().$count(connections);
  await db().execute(sql`
    insert into connections (id, project_id, provider, upstream_origin, upstream_account_id, name, status, scopes, gen,
      access_token_sealed, refresh_token_sealed, refresh_fingerprint, issued_at, expires_at, next_refresh_at, created_at, updated_at)
    select gen_random_uuid(), ${owner.projectId}, 'dodois', 'http://127.0.0.1:1', 'filled-' || n, 'Filled ' || n, 'active', '{}', 1,
      repeat('s', 60), repeat('s', 60), 'f', now(), now() + interval '1 day', now() + n * interval '1 second', now(), now()
    from generate_series(${have}::int, ${total - 1}::int) as n`);
  await db().execute(sql`
    update connections set next_refresh_at = now() - interval '1 minute'
    where id in (select id from connections where next_refresh_at > now() order by next_refresh_at desc limit ${due})`);
  await db().execute(sql`vacuum (analyze) connections`);
}

/** Headers of requests by `count` API keys of a project: each has a limit of its own. */
export async function makeKeys(owner: Owner, count: number): Promise<Record<string, string>[]> {
  const keys = Array.from({ length: count }, () => `mk_live_${randomToken()}`);
  await db()
    .insert(apiKeys)
    .values(
      keys.map((secret) => ({
        projectId: owner.projectId,
        name: "bench",
        prefix: secret.slice(0, 14),
        secretHash: sha256(secret),
        scopes: ["connections:token", "connections:read", "connections:proxy"],
        createdAt: new Date(),
      })),
    );
  return keys.map((secret) => ({ authorization: `Bearer ${secret}` }));
}

export async function emptyStage(): Promise<Owner> {
  await db().execute(sql`truncate connections cascade`);
  return await makeOwner();
}
