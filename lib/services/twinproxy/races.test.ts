import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock, makeOwner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { account, golden, integration, seen, twinproxyForTest } from "@/lib/testing/twinproxy";
import { claimLogin } from "./claim";

const path = "/oauth2/access_token";
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
  await proxy.register();
});

async function change(name: string) {
  return await proxy.call("PATCH", "changeClientLink", {
    ...account,
    new_client_link: name,
    new_client_id: integration.clientId,
    new_client_secret: integration.clientSecret,
    new_redirect_uri: integration.redirectUri,
    code: await proxy.code(name),
  });
}

const tokenOf = ({ text }: { text: string }) => (JSON.parse(text) as { token: string }).token;

async function takenBy(name: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-host": `${name}.amocrm.ru` };
  return (await fetch(`${amocrm.origin}/api/v4/account`, { headers })).status === 200;
}

/** Somebody's getToken whose refresh waits at amoCRM, which has rotated the tokens already. */
async function askDuringRefresh(): Promise<{ answer: ReturnType<typeof proxy.getToken> }> {
  await amocrm.control.advance(25 * 3600);
  const held = { kind: "delay", delayMs: 3_000, afterWork: true, grant: "refresh_token", path } as const;
  await amocrm.control.fault(held);
  const answer = proxy.getToken();
  const refreshes = async () => (await amocrm.control.stats()).refreshes;
  await expect.poll(refreshes, { timeout: 10_000 }).toBe(1);
  return { answer };
}

test("a new code that comes during a refresh wins: what the refresh brings is not written over it", async () => {
  const asked = await askDuringRefresh();
  const { token } = JSON.parse((await change("pizzanorth")).text);
  expect((await asked.answer).status).toBe(200);
  expect(tokenOf(await proxy.getToken())).toBe(token);
});

test("a login deleted during a refresh is gone: its asker is told so, and nothing comes back", async () => {
  const asked = await askDuringRefresh();
  const deleted = await proxy.call("DELETE", "deleteUser", { ...account, client_link: "pizzanorth" });
  expect(seen(deleted)).toEqual(golden("deleteUser-200"));
  expect(seen(await asked.answer)).toEqual(golden("getToken-401"));
  expect(await testDb().$count(connections)).toBe(0);
});

test("of two links that are changed at once the later stands whole", async () => {
  const answers = await Promise.all([change("pizzaural"), change("pizzanorth")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const { client_link: link, token } = JSON.parse((await proxy.getToken()).text);
  expect(await takenBy(link, token)).toBe(true);
  expect(await testDb().$count(integrations)).toBe(1);
});

test("a login that is claimed while its link is changed ends in the project, with a token that works", async () => {
  const owner = await makeOwner();
  const [changed] = await Promise.all([change("pizzaural"), claimLogin(owner.ctx(), account)]);
  expect(changed.status).toBe(200);
  expect(await takenBy("pizzaural", tokenOf(await proxy.getToken()))).toBe(true);
  const [login] = await testDb().select().from(twinproxyLogins);
  expect(login).toMatchObject({ projectId: owner.projectId, clientLink: "pizzaural" });
});

test("two that claim one login at once: one has it, the other is told why not", async () => {
  const owners = [await makeOwner(), await makeOwner()];
  const outcomes = await Promise.allSettled(
    owners.map(async (owner) => await claimLogin(owner.ctx(), account)),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { reason: "twinproxy_claimed" },
  });
});
