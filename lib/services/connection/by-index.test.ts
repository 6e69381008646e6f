import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { apiKeys } from "@/db/schema/api-key";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { sha256 } from "@/lib/crypto/token";
import { findKey } from "@/lib/services/api-key/find-key";
import { makeOwner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { commitTokens } from "./commit-tokens";
import { findRow } from "./find-row";
import { leaseConnection } from "./lease";

// Of the JSON list of a batch PostgreSQL expects a hundred rows: small tables it would rather read from end to end.
const actor = { type: "system", job: "test" } as const;
const secret = "mk_live_test";
let projectId: string;
let connectionId: string;

beforeAll(async () => {
  ({ projectId } = await makeOwner());
  const db = testDb();
  await db.execute(sql`
    insert into projects (id, name, created_at) select gen_random_uuid(), 'Project ' || n, now() from generate_series(1, 2000) n`);
  await db.execute(sql`
    insert into api_keys (id, project_id, name, prefix, secret_hash, scopes, created_at)
    select gen_random_uuid(), ${projectId}, 'Key ' || n, 'mk_live_', 'hash-' || n, '{}', now() from generate_series(1, 600) n`);
  await db.execute(sql`
    insert into connections (id, project_id, provider, upstream_origin, upstream_account_id, name, status, scopes, gen,
      access_token_sealed, refresh_token_sealed, created_at, updated_at)
    select gen_random_uuid(), ${projectId}, 'dodois', 'http://127.0.0.1:1', n, 'Account ' || n, 'active', '{}', 1,
      repeat('s', 1300), repeat('s', 160), now(), now() from generate_series(1, 1000) n`);
  await db
    .update(apiKeys)
    .set({ secretHash: sha256(secret) })
    .where(eq(apiKeys.secretHash, "hash-300"));
  await db.execute(sql`vacuum analyze`);
  const [row] = await db.select().from(connections).where(eq(connections.upstreamAccountId, "500"));
  connectionId = row?.id ?? "";
});

/** What the work gave, and how many rows it read for want of an index, by table. */
async function readWhole<T>(work: (db: Db) => Promise<T>): Promise<{ outcome: T; rows: object }> {
  return await testDb().transaction(async (db) => {
    // The plan that a prepared statement has in the long run.
    await db.execute(sql`set local plan_cache_mode = force_generic_plan`);
    const outcome = await work(db);
    const read = await db.execute<{ relname: string; rows: number }>(sql`
      select relname, seq_tup_read::int as rows from pg_stat_xact_user_tables
      where relname in ('api_keys', 'connections', 'projects') and seq_tup_read > 0`);
    return { outcome, rows: Object.fromEntries(read.map(({ relname, rows }) => [relname, rows])) };
  });
}

test("of keys, projects and connections a request reads its own alone", async () => {
  const asked = { secretHash: sha256(secret), connectionId };
  const { outcome, rows } = await readWhole(async (db) => await findKey(db, asked));
  expect(outcome).toMatchObject({ key: { projectId }, connection: { id: connectionId } });
  expect(rows).toEqual({});
});

test("of connections one that is asked for again is read alone", async () => {
  const { outcome, rows } = await readWhole(async (db) => await findRow(db, { projectId, connectionId }));
  expect(outcome).toMatchObject({ id: connectionId, gen: 1 });
  expect(rows).toEqual({});
});

test("of connections one is leased, and its new tokens are written, without looking at the others", async () => {
  const tokens = { accessToken: "a", refreshToken: "r", expiresInSeconds: 60, scopes: null };
  const rotation = { tokens, issuedAt: systemNow(), durationMs: 1 };
  const { outcome, rows } = await readWhole(async (db) => {
    const leased = await leaseConnection({ db, now: systemNow() }, connectionId, 1);
    return leased !== null && (await commitTokens({ db, now: systemNow(), actor }, leased, rotation));
  });
  expect(outcome).toBe(true);
  expect(rows).toEqual({});
});
