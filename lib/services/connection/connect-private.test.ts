import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import { systemNow } from "@/lib/clock";
import { AmocrmPrivate } from "@/lib/domain/amocrm-private";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { listIntegrations } from "../integration/list";
import { removeIntegration } from "../integration/remove";
import { completeConnect } from "./complete-connect";
import { connectPrivate } from "./connect-private";
import { disconnect } from "./disconnect";
import { saveConnected } from "./save-connected";
import { startConnect } from "./start-connect";

const ours = {
  clientId: "00000000-0000-4000-8000-00000000000a",
  clientSecret: "the secret of a private integration",
  redirectUri: `${process.env.APP_URL}/api/callback`,
};
const foreign = {
  clientId: "00000000-0000-4000-8000-00000000000b",
  clientSecret: "another secret",
  redirectUri: "https://crm.example.test/oauth/done/",
};
let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let owner: Owner;

beforeAll(async () => {
  amocrm = await amocrmWithClock([ours, foreign]);
});
afterAll(async () => await amocrm.close());
beforeEach(async () => {
  await amocrm.control.post("reset");
  await testDb().delete(connections);
  await testDb().delete(integrations);
  await kv().flushdb();
  owner = await makeOwner();
});

async function redirectOf(clientId: string, account = "pizzanorth"): Promise<URL> {
  return await amocrm.control.authorize(`${amocrm.origin}/oauth?client_id=${clientId}&state=x`, account);
}

async function form(integration: typeof ours, more: object = {}) {
  const callback = await redirectOf(integration.clientId);
  return AmocrmPrivate.parse({
    accountHost: "pizzanorth.amocrm.ru",
    ...integration,
    way: "code",
    code: callback.searchParams.get("code"),
    connectionId: null,
    ...more,
  });
}

const idOf = (url: URL) => url.pathname.split("/").at(-1) ?? "";
const connect = async (input: Awaited<ReturnType<typeof form>>) =>
  idOf(await connectPrivate(owner.ctx(), input));
const stored = async () => await testDb().select().from(integrations);

test("a pasted code connects an account whose redirect URI is not ours, its secret sealed", async () => {
  const id = await connect(await form(foreign));
  const [row] = await stored();
  expect(await readConnection(id)).toMatchObject({ status: "active", integrationId: row?.id });
  expect(JSON.stringify(row)).not.toContain(foreign.clientSecret);
  expect(await listIntegrations(owner.ctx(), owner.projectId)).toEqual([
    {
      id: row?.id,
      clientId: foreign.clientId,
      redirectUri: foreign.redirectUri,
      connections: 1,
      createdAt: expect.any(Date),
    },
  ]);
});

test("the whole address that amoCRM redirected to will do for the code, and a page's for the host", async () => {
  const address = (await redirectOf(foreign.clientId)).toString();
  const accountHost = "https://pizzanorth.amocrm.ru/settings/widgets/?x=1";
  expect(await connect(await form(foreign, { code: address, accountHost }))).toHaveLength(36);
});

test("a connection of an own integration is renewed with that integration's secret", async () => {
  const id = await connect(await form(foreign));
  await amocrm.control.advance(21 * 3600);
  expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ refreshed: 1 });
  expect(await readConnection(id)).toMatchObject({ gen: 2, status: "active" });
});

test("a secret that does not open is a matter of configuration: nothing is sent, no account blamed", async () => {
  const id = await connect(await form(foreign));
  await testDb().update(integrations).set({ clientSecretSealed: "damaged" });
  await amocrm.control.advance(21 * 3600);
  const before = (await amocrm.control.stats()).refreshes;
  expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ config: 1 });
  expect(await readConnection(id)).toMatchObject({
    status: "active",
    lastErrorCode: "integration_unreadable",
  });
  expect((await amocrm.control.stats()).refreshes).toBe(before);
});

test.each([
  ["an unknown client id", { clientId: "00000000-0000-4000-8000-0000000000ff" }, "amocrm_client_id_unknown"],
  ["a wrong secret", { clientSecret: "wrong" }, "amocrm_secret_wrong"],
  ["a slash too few", { redirectUri: "https://crm.example.test/oauth/done" }, "amocrm_redirect_uri_wrong"],
  ["another account's host", { accountHost: "pizzaural.amocrm.ru" }, "amocrm_account_wrong"],
  ["a host that nobody has", { accountHost: "nobody.amocrm.ru" }, "amocrm_account_unknown"],
  ["a code with a slip", { code: "def50200ab" }, "amocrm_code_broken"],
])("%s is told by its own words, and nothing is stored", async (_, more, reason) => {
  await expect(connect(await form(foreign, more))).rejects.toMatchObject({ code: "bad_request", reason });
  expect(await stored()).toEqual([]);
});

test("a code that was used, that is too old or that is another integration's is told apart", async () => {
  const used = await form(foreign);
  await connect(used);
  await expect(connect(used)).rejects.toMatchObject({ reason: "amocrm_code_used" });
  const old = await form(foreign);
  await amocrm.control.advance(20 * 60 + 1);
  await expect(connect(old)).rejects.toMatchObject({ reason: "amocrm_code_expired" });
  const code = (await redirectOf(ours.clientId)).searchParams.get("code");
  await expect(connect(await form(foreign, { code }))).rejects.toMatchObject({
    reason: "amocrm_code_foreign",
  });
});

test("with our redirect URI the person consents at amoCRM and comes back", async () => {
  const consent = await connectPrivate(owner.ctx(), await form(ours, { way: "redirect", code: "" }));
  expect(consent.searchParams.get("client_id")).toBe(ours.clientId);
  const back = await amocrm.control.authorize(consent.toString(), "pizzanorth");
  const id = await completeConnect(owner.ctx(), back.searchParams);
  expect((await readConnection(id)).integrationId).toBe((await stored())[0]?.id);
});

test("with another redirect URI only a pasted code can connect", async () => {
  const input = await form(foreign, { way: "redirect", code: "" });
  await expect(connect(input)).rejects.toMatchObject({ reason: "redirect_uri_not_ours" });
});

test("a wrong secret is found out before the consent, and spoils no secret that works", async () => {
  const id = await connect(await form(ours));
  const wrong = await form(ours, { way: "redirect", clientSecret: "wrong" });
  await expect(connect(wrong)).rejects.toMatchObject({ reason: "amocrm_secret_wrong" });
  await amocrm.control.advance(21 * 3600);
  await refreshTokens({ clock: systemNow, budgetMs: 40_000 });
  expect((await readConnection(id)).gen).toBe(2);
});

test("reconnecting uses the connection's own integration, and the kept secret where none is given", async () => {
  const redirected = await connect(await form(ours));
  const consent = await startConnect(owner.ctx(), { provider: "amocrm", connectionId: redirected });
  expect(consent.searchParams.get("client_id")).toBe(ours.clientId);
  const pasted = await connect(await form(foreign, { connectionId: redirected }));
  expect(pasted).toBe(redirected);
  const page = await startConnect(owner.ctx(), { provider: "amocrm", connectionId: pasted });
  expect(page.pathname + page.search).toBe(`/dashboard/connections/amocrm-private?connection=${pasted}`);
  expect(await connect(await form(foreign, { clientSecret: "", connectionId: pasted }))).toBe(pasted);
  expect(await readConnection(pasted)).toMatchObject({ gen: 3 });
});

test("a secret may be left out only where the project has given it", async () => {
  await connect(await form(foreign));
  const stranger = await makeOwner();
  const input = await form(foreign, { clientSecret: "" });
  await expect(connectPrivate(stranger.ctx(), input)).rejects.toMatchObject({
    code: "validation_failed",
    fieldErrors: { clientSecret: ["amocrm_secret_required"] },
  });
});

test("an integration is removed by its owner alone, and only when no account is connected by it", async () => {
  const id = await connect(await form(foreign));
  const integrationId = (await readConnection(id)).integrationId ?? "";
  const stranger = await makeOwner();
  await expect(removeIntegration(stranger.ctx(), integrationId)).rejects.toMatchObject({ code: "not_found" });
  await expect(removeIntegration(owner.ctx(), integrationId)).rejects.toMatchObject({
    reason: "integration_in_use",
  });
  await disconnect(owner.ctx(), id);
  await removeIntegration(owner.ctx(), integrationId);
  expect(await stored()).toEqual([]);
  expect(await readConnection(id)).toMatchObject({ status: "revoked", integrationId: null });
});

test("a consent that ends after its integration was removed connects nothing", async () => {
  const input = await form(ours, { way: "redirect", code: "" });
  const consent = await connectPrivate(owner.ctx(), input);
  const back = await amocrm.control.authorize(consent.toString(), "pizzanorth");
  await removeIntegration(owner.ctx(), (await stored())[0]?.id ?? "");
  await expect(completeConnect(owner.ctx(), back.searchParams)).rejects.toMatchObject({
    reason: "state_invalid",
  });
  const attempt = {
    projectId: owner.projectId,
    provider: "amocrm" as const,
    connectionId: null,
    integrationId: "0197a1b2-0000-7000-8000-000000000000",
  };
  const tokens = { accessToken: "a", refreshToken: "r", expiresInSeconds: 60, scopes: null };
  const account = { id: "1", name: "n", origin: "https://pizzanorth.amocrm.ru" };
  await expect(saveConnected(owner.ctx(), attempt, { tokens, account })).rejects.toMatchObject({
    code: "conflict",
    reason: "integration_gone",
  });
});

test("another account, or another project's connection, is not renewed by a pasted code", async () => {
  const id = await connect(await form(foreign));
  const ural = (await redirectOf(foreign.clientId, "pizzaural")).searchParams.get("code");
  const other = await form(foreign, { accountHost: "pizzaural.amocrm.ru", code: ural, connectionId: id });
  const before = await readConnection(id);
  await expect(connect(other)).rejects.toMatchObject({ reason: "other_account" });
  const stranger = await makeOwner();
  const input = await form(foreign, { connectionId: id });
  await expect(connectPrivate(stranger.ctx(), input)).rejects.toMatchObject({ reason: "other_account" });
  expect(await readConnection(id)).toEqual(before);
  expect(await listIntegrations(stranger.ctx(), stranger.projectId)).toEqual([]);
});

test("of connecting and removing at once one waits for the other, and nothing is left without its integration", async () => {
  const id = await connect(await form(foreign));
  await disconnect(owner.ctx(), id);
  const integrationId = (await stored())[0]?.id ?? "";
  const input = await form(foreign);
  await Promise.allSettled([connect(input), removeIntegration(owner.ctx(), integrationId)]);
  const [row] = await testDb().select().from(connections).where(eq(connections.id, id));
  const kept = (await stored()).map((integration) => integration.id);
  if (row?.status === "active") expect(kept).toContain(row.integrationId);
  else expect(row?.status).toBe("revoked");
});
