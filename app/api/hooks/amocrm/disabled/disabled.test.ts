import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { integrations } from "@/db/schema/integration";
import { systemNow } from "@/lib/clock";
import { hmacSha256 } from "@/lib/crypto/token";
import { AmocrmPrivate } from "@/lib/domain/amocrm-private";
import { kv } from "@/lib/kv/client";
import { connectPrivate } from "@/lib/services/connection/connect-private";
import { disable } from "@/lib/services/connection/disable";
import { enable } from "@/lib/services/connection/enable";
import { freshToken } from "@/lib/services/connection/fresh-token";
import { leaseConnection } from "@/lib/services/connection/lease";
import { refreshLeased } from "@/lib/services/connection/refresh-leased";
import { amocrmWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { GET } from "./route";

const own = {
  clientId: "00000000-0000-4000-8000-00000000000a",
  clientSecret: "the secret of a private integration",
  redirectUri: "https://crm.example.test/done",
};
const accountId = 30_112_233;
const server = createServer(
  getRequestListener(async (request) => await GET(request, { params: Promise.resolve({}) })),
);
let hookUrl: string;
let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let owner: Owner;
let id: string;

beforeAll(async () => {
  amocrm = await amocrmWithClock([own]);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/hooks/amocrm/disabled`;
});
afterAll(async () => {
  server.close();
  await amocrm.close();
});
beforeEach(async () => {
  await amocrm.control.post("reset");
  await testDb().delete(connections);
  await testDb().delete(integrations);
  await kv().flushdb();
  owner = await makeOwner();
  id = await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account: "pizzanorth" });
});

async function sendByAmocrm(more: object = {}): Promise<number> {
  const answer = await amocrm.control.post("disable-hook", { account: "pizzanorth", url: hookUrl, ...more });
  return ((await answer.json()) as { status: number }).status;
}

async function send(query: Record<string, string>) {
  const response = await fetch(`${hookUrl}?${new URLSearchParams(query)}`);
  const body: unknown = await response.json().catch(() => null);
  return { status: response.status, body };
}

async function announcements(): Promise<number> {
  const rows = await testDb()
    .select({ id: connectionEvents.id })
    .from(connectionEvents)
    .where(and(eq(connectionEvents.connectionId, id), eq(connectionEvents.type, "reauth_required")));
  return rows.length;
}

/** Mails about the connection that wait to be sent. */
async function mails(): Promise<number> {
  const rows = await testDb().execute(
    sql`select id from pgboss.job where name = 'send-mail' and data ->> 'connectionId' = ${id}`,
  );
  return rows.length;
}

async function connectByOwn(): Promise<string> {
  const url = `${amocrm.origin}/oauth?client_id=${own.clientId}&state=x`;
  const code = (await amocrm.control.authorize(url, "pizzanorth")).searchParams.get("code");
  const input = { ...own, accountHost: "pizzanorth.amocrm.ru", way: "code", code, connectionId: null };
  const other = await makeOwner();
  const to = await connectPrivate(other.ctx(), AmocrmPrivate.parse(input));
  return to.pathname.split("/").at(-1) ?? "";
}

test("an integration that was switched off asks for its owner at once, and is told once however often", async () => {
  expect(await sendByAmocrm()).toBe(204);
  expect(await sendByAmocrm()).toBe(204);
  expect(await readConnection(id)).toMatchObject({
    status: "reauth_required",
    gen: 2,
    lastErrorCode: "integration_disabled",
    accessTokenSealed: null,
    refreshTokenSealed: null,
    nextRefreshAt: null,
  });
  expect([await announcements(), await mails()]).toEqual([1, 1]);
  const ctx = { ...testContext({ type: "system", job: "test" }, { now: systemNow() }), clock: systemNow };
  const asked = freshToken(ctx, { projectId: owner.projectId, connectionId: id }, null);
  await expect(asked).rejects.toMatchObject({ code: "reauth_required" });
});

test("notices that come at once announce it once", async () => {
  expect(await Promise.all([1, 2, 3, 4].map(async () => await sendByAmocrm()))).toEqual([204, 204, 204, 204]);
  expect(await announcements()).toBe(1);
});

test("a forged signature, an unknown integration and a broken call get one answer and change nothing", async () => {
  const clientId = process.env.AMOCRM_CLIENT_ID ?? "";
  const secret = process.env.AMOCRM_CLIENT_SECRET ?? "";
  const right = hmacSha256(secret, `${clientId}|${accountId}`);
  const call = { client_uuid: clientId, account_id: String(accountId), signature: right };
  expect(await sendByAmocrm({ forge: true, revoke: false })).toBe(404);
  const answers = await Promise.all([
    send({ ...call, signature: hmacSha256("guess", `${clientId}|${accountId}`) }),
    send({ ...call, signature: `${right}0` }),
    send({ ...call, account_id: "30112244" }),
    send({ ...call, client_uuid: own.clientId }),
    send({ ...call, account_id: "30112233x" }),
    send({}),
  ]);
  for (const { status, body } of answers) {
    expect(status).toBe(404);
    expect(body).toEqual({ ...(answers[0]?.body as object), instance: expect.any(String) });
  }
  expect(await readConnection(id)).toMatchObject({ status: "active" });
});

test("the notice of one integration does not touch what another has connected", async () => {
  const other = await connectByOwn();
  expect(await sendByAmocrm({ clientId: own.clientId })).toBe(204);
  expect(await readConnection(other)).toMatchObject({ status: "reauth_required" });
  expect(await readConnection(id)).toMatchObject({ status: "active" });
});

test("a connection that is switched off stays so, and is found dead when it is switched on", async () => {
  await disable(owner.ctx(), id);
  await sendByAmocrm();
  await sendByAmocrm();
  expect(await announcements()).toBe(1);
  expect(await readConnection(id)).toMatchObject({ status: "disabled", refreshTokenSealed: null });
  await enable(owner.ctx(), id);
  expect(await readConnection(id)).toMatchObject({ status: "reauth_required", nextRefreshAt: null });
});

test("a refresh under way when the notice comes writes nothing any more", async () => {
  const leased = await leaseConnection({ db: testDb(), now: systemNow() }, id, 1);
  if (leased === null) throw new Error("The lease was not free.");
  await sendByAmocrm({ revoke: false });
  const system = { type: "system", job: "test" } as const;
  const outcome = await refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased);
  expect(outcome).toEqual({ kind: "moved" });
  expect(await readConnection(id)).toMatchObject({ status: "reauth_required", refreshTokenSealed: null });
});

test("the account connected again is the same connection", async () => {
  await sendByAmocrm();
  const again = await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account: "pizzanorth" });
  expect(again).toBe(id);
  expect(await readConnection(id)).toMatchObject({ status: "active", lastErrorCode: null });
});
