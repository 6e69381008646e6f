import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import { projects } from "@/db/schema/project";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock, makeOwner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { account, integration, twinproxyForTest } from "@/lib/testing/twinproxy";
import { listConnections } from "../connection/list";
import { saveConnected } from "../connection/save-connected";
import { saveIntegration } from "../integration/save";
import { claimLogin } from "./claim";

let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let proxy: Awaited<ReturnType<typeof twinproxyForTest>>;

beforeAll(async () => {
  amocrm = await amocrmWithClock([integration]);
  proxy = await twinproxyForTest(amocrm);
});
afterAll(async () => {
  await proxy.close();
  await amocrm.close();
});
beforeEach(async () => {
  await amocrm.control.post("reset");
  await testDb().delete(twinproxyLogins);
  await testDb().delete(connections);
  await testDb().delete(integrations);
  await kv().flushdb();
});

async function onlyLogin() {
  const [row] = await testDb().select().from(twinproxyLogins);
  if (row === undefined) throw new Error("There is no login.");
  return row;
}

async function takenByAmocrm(token: string, host = "pizzanorth.amocrm.ru"): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-host": host };
  const answer = await fetch(`${amocrm.origin}/api/v4/account`, { headers });
  await answer.body?.cancel();
  return answer.status === 200;
}

const pairOf = (text: string) => JSON.parse(text) as { token: string; refresh_token: string };

test("fifty clients ask at once for an expired token: amoCRM sees one refresh, all get the same", async () => {
  await proxy.register();
  await amocrm.control.advance(25 * 3600);
  const answers = await Promise.all(Array.from({ length: 50 }, async () => await proxy.getToken()));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect((await amocrm.control.stats()).refreshes).toBe(1);
  expect(await takenByAmocrm(pairOf(answers[0]?.text ?? "").token)).toBe(true);
});

test("the cron renews a login's token before it is due, and getToken gives the new pair", async () => {
  const before = pairOf((await proxy.register()).text);
  await amocrm.control.advance(21 * 3600);
  expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ refreshed: 1 });
  const after = pairOf((await proxy.getToken()).text);
  expect(after.token).not.toBe(before.token);
  expect(after.refresh_token).not.toBe(before.refresh_token);
  expect((await amocrm.control.stats()).refreshes).toBe(1);
});

test("a refused code leaves the old link, integration and tokens as they were", async () => {
  const { token } = pairOf((await proxy.register()).text);
  const before = [await onlyLogin(), await testDb().select().from(connections)];
  const refused = await proxy.call("PATCH", "changeClientLink", {
    ...account,
    new_client_link: "pizzaural",
    new_client_id: integration.clientId,
    new_client_secret: integration.clientSecret,
    new_redirect_uri: integration.redirectUri,
    code: "def50200ab",
  });
  expect(refused.status).toBe(400);
  expect([await onlyLogin(), await testDb().select().from(connections)]).toEqual(before);
  expect(pairOf((await proxy.getToken()).text).token).toBe(token);
});

test("another link brings another connection, and the one before is forgotten but for its time line", async () => {
  await proxy.register();
  const first = (await onlyLogin()).connectionId;
  const change = async (account_: string) =>
    await proxy.call("PATCH", "changeClientLink", {
      ...account,
      new_client_link: account_,
      new_client_id: integration.clientId,
      new_client_secret: integration.clientSecret,
      new_redirect_uri: integration.redirectUri,
      code: await proxy.code(account_),
    });
  const { token } = pairOf((await change("pizzaural")).text);
  expect(await takenByAmocrm(token, "pizzaural.amocrm.ru")).toBe(true);
  expect(await readConnection(first)).toMatchObject({ status: "revoked", refreshTokenSealed: null });
  await change("pizzanorth");
  expect((await onlyLogin()).connectionId).toBe(first);
  expect(await readConnection(first)).toMatchObject({ status: "active" });
  expect(await testDb().$count(integrations)).toBe(1);
});

test("of two registrations of one login at once one wins, and the other leaves nothing behind", async () => {
  const before = await testDb().$count(projects);
  const bodies = [await proxy.registration(), await proxy.registration({ password: "Another123" })];
  const answers = await Promise.all(
    bodies.map(async (body) => await proxy.call("POST", "registration", body)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  expect(await testDb().$count(twinproxyLogins)).toBe(1);
  expect(await testDb().$count(connections)).toBe(1);
  expect(await testDb().$count(projects)).toBe(before + 1);
});

test("a password changed twice at once is changed once", async () => {
  await proxy.register();
  const change = async (password: string) =>
    await proxy.call("PATCH", "changePassword", { ...account, new_password: password });
  const answers = await Promise.all([change("first-password"), change("second-password")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  expect((await proxy.getToken()).status).toBe(401);
});

test("neither password nor secret nor token is stored readable", async () => {
  const { token, refresh_token } = pairOf((await proxy.register()).text);
  const stored = JSON.stringify([
    await testDb().select().from(twinproxyLogins),
    await testDb().select().from(connections),
    await testDb().select().from(integrations),
  ]);
  for (const secret of [account.password, integration.clientSecret, token, refresh_token])
    expect(stored).not.toContain(secret);
  expect((await onlyLogin()).passwordHash).toMatch(/^\$argon2id\$/);
});

test("a claimed login's connection is the person's, keeps its id, and the login goes on working", async () => {
  await proxy.register();
  const before = await onlyLogin();
  const owner = await makeOwner();
  const id = await claimLogin(owner.ctx(), account);
  expect(id).toBe(before.connectionId);
  expect(await claimLogin(owner.ctx(), account)).toBe(id);
  const { items } = await listConnections(owner.ctx(), { projectId: owner.projectId, cursor: null });
  expect(items).toMatchObject([{ id, status: "active", provider: "amocrm" }]);
  expect(await testDb().$count(projects, eq(projects.id, before.projectId))).toBe(0);
  await amocrm.control.advance(25 * 3600);
  expect((await proxy.getToken()).status).toBe(200);
  expect(await readConnection(id)).toMatchObject({ gen: 2, projectId: owner.projectId });
  await proxy.call("DELETE", "deleteUser", { ...account, client_link: "pizzanorth" });
  expect(await readConnection(id)).toMatchObject({ status: "active" });
});

test("a claimed login is not taken by another project, nor claimed with a wrong password", async () => {
  await proxy.register();
  const owner = await makeOwner();
  const wrong = claimLogin(owner.ctx(), { ...account, password: "Qwerty124" });
  await expect(wrong).rejects.toMatchObject({
    code: "unauthenticated",
    reason: "twinproxy_credentials_wrong",
  });
  await claimLogin(owner.ctx(), account);
  const stranger = await makeOwner();
  await expect(claimLogin(stranger.ctx(), account)).rejects.toMatchObject({ reason: "twinproxy_claimed" });
});

test("a project that has the account, or another secret of its integration, is told why it cannot claim", async () => {
  await proxy.register();
  const { connectionId } = await onlyLogin();
  const { upstreamAccountId } = await readConnection(connectionId);
  const owner = await makeOwner();
  const attempt = {
    projectId: owner.projectId,
    provider: "amocrm" as const,
    connectionId: null,
    integrationId: null,
  };
  const granted = {
    tokens: { accessToken: "a", refreshToken: "r", expiresInSeconds: 60, scopes: null },
    account: { id: upstreamAccountId, name: "n", origin: "https://pizzanorth.amocrm.ru" },
  };
  await saveConnected(owner.ctx(), attempt, granted);
  await expect(claimLogin(owner.ctx(), account)).rejects.toMatchObject({ reason: "twinproxy_account_known" });
  const other = await makeOwner();
  await saveIntegration(other.ctx(), other.projectId, { ...integration, clientSecret: "another" });
  await expect(claimLogin(other.ctx(), account)).rejects.toMatchObject({
    reason: "twinproxy_integration_differs",
  });
  await saveIntegration(other.ctx(), other.projectId, integration);
  await claimLogin(other.ctx(), account);
  await amocrm.control.advance(25 * 3600);
  expect((await proxy.getToken()).status).toBe(200);
  expect(await testDb().$count(integrations)).toBe(1);
});

test("two logins of one account that are claimed at once: one comes, the other is told why not", async () => {
  await proxy.register();
  await proxy.register({ login: "second_user" });
  const owner = await makeOwner();
  const outcomes = await Promise.allSettled([
    claimLogin(owner.ctx(), account),
    claimLogin(owner.ctx(), { ...account, login: "second_user" }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = outcomes.find((outcome) => outcome.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "conflict", reason: "twinproxy_account_known" });
  expect((await proxy.getToken({ login: "second_user" })).status).toBe(200);
});
