import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import {
  amocrmWithClock,
  dodoisWithClock,
  makeOwner,
  type Owner,
  readConnection,
} from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { unreachableDb } from "@/lib/testing/unreachable-db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { disconnect } from "./disconnect";
import { type Leased, leaseDueConnections } from "./lease";
import { askForTokens, keepAnswer, refreshLeased } from "./refresh-leased";
import { stashRotation } from "./stash";

const actor = { type: "system", job: "test" } as const;
const by = (db = testDb()) => ({ db, actor, clock: systemNow });
let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let owner: Owner;

beforeAll(async () => {
  amocrm = await amocrmWithClock();
  dodois = await dodoisWithClock();
});
afterAll(async () => await Promise.all([amocrm.close(), dodois.close()]));
beforeEach(async () => {
  await Promise.all([amocrm.control.post("reset"), dodois.control.post("reset")]);
  await testDb().delete(connections);
  await kv().flushdb();
  owner = await makeOwner();
});

async function leaseDue(): Promise<Leased> {
  await dodois.control.advance(21 * 3600);
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  return leased;
}

const connectDodois = async () =>
  await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: "north" });
const connectAmocrm = async () =>
  await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account: "pizzanorth" });

/** What is left until the answer must be there, as each of a refresh's calls finds it. */
function withLeft(leased: Leased, leftMs: number[]): Leased {
  const left = [...leftMs];
  return Object.defineProperty({ ...leased }, "answerBeforeMs", {
    get: () => performance.now() + (left.shift() ?? 0),
  });
}

test("between the last answer and the end of a lease there is time for every attempt to write it", async () => {
  await connectDodois();
  const leased = await leaseDue();
  const leaseLeftMs = (leased.leaseUntil?.getTime() ?? 0) - systemNow().getTime();
  expect(leaseLeftMs - (leased.answerBeforeMs - performance.now())).toBeGreaterThan(10_000);
  expect(leased.answerBeforeMs - leased.askBeforeMs).toBeGreaterThan(15_000 + 1_500);
});

test("a moved account is not asked for tokens when that could outlast the lease, but next time at its new place", async () => {
  const id = await connectAmocrm();
  await amocrm.control.settings({ moved: { pizzanorth: "pizzapolar" } });
  const leased = withLeft(await leaseDue(), [40_000, 30_000, 14_999]);
  expect(await refreshLeased(by(), leased)).toMatchObject({
    kind: "failed",
    failure: { class: "transient", code: "out_of_time" },
  });
  expect((await amocrm.control.stats()).refreshes).toBe(1);
  expect(await readConnection(id)).toMatchObject({
    gen: 1,
    lastErrorClass: "transient",
    upstreamOrigin: "https://pizzapolar.amocrm.ru",
  });
  await amocrm.control.advance(3600);
  expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ refreshed: 1 });
});

test("Dodo IS is not sent a token when its answer could come after the lease", async () => {
  const id = await connectDodois();
  const leased = withLeft(await leaseDue(), [14_999, 14_999]);
  expect(await refreshLeased(by(), leased)).toMatchObject({
    kind: "failed",
    failure: { code: "out_of_time" },
  });
  expect((await dodois.control.stats()).refreshes).toBe(0);
  expect((await readConnection(id)).lastErrorClass).toBe("transient");
});

async function isAlive(refreshToken: string): Promise<boolean> {
  const answer = await fetch(`${dodois.origin}/connect/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: process.env.DODOIS_CLIENT_ID ?? "",
      client_secret: process.env.DODOIS_CLIENT_SECRET ?? "",
    }),
  });
  await answer.body?.cancel();
  return answer.status === 200;
}

const revocations = async () =>
  (await dodois.control.calls()).filter(({ path }) => path === "/connect/revocation").length;

test("a grant that comes back to a disconnected account is revoked at the provider", async () => {
  const id = await connectDodois();
  const leased = await leaseDue();
  const asked = await askForTokens(by(), leased);
  if (asked.kind !== "answered" || asked.answer.kind !== "tokens") throw new Error("No tokens came.");
  await disconnect(owner.ctx(), id);
  expect(await revocations()).toBe(1);
  expect(await keepAnswer(by(), leased, asked)).toEqual({ kind: "moved" });
  expect(await revocations()).toBe(2);
  expect(await isAlive(asked.answer.tokens.refreshToken)).toBe(false);
  expect(await readConnection(id)).toMatchObject({ status: "revoked", refreshTokenSealed: null });
});

test("a grant that waits in the store is revoked with its account, not the spent one in its place", async () => {
  const id = await connectDodois();
  const leased = await leaseDue();
  const asked = await askForTokens(by(), leased);
  if (asked.kind !== "answered" || asked.answer.kind !== "tokens") throw new Error("No tokens came.");
  const { tokens } = asked.answer;
  await stashRotation(leased, { tokens, issuedAt: systemNow(), durationMs: 1 });
  await disconnect(owner.ctx(), id);
  expect(await isAlive(tokens.refreshToken)).toBe(false);
  expect(await kv().get(`tok:stash:${id}:1`)).toBeNull();
});

test("a pair that finds its account connected anew leaves the new consent alone", async () => {
  const id = await connectDodois();
  const leased = await leaseDue();
  const asked = await askForTokens(by(), leased);
  expect(await connectDodois()).toBe(id);
  expect(await keepAnswer(by(), leased, asked)).toEqual({ kind: "moved" });
  expect(await revocations()).toBe(0);
});

test("a database that is away while an integration is read blames neither it nor the account", async () => {
  const id = await connectAmocrm();
  const leased = { ...(await leaseDue()), integrationId: owner.projectId };
  const away = by(await unreachableDb());
  expect(await refreshLeased(away, leased)).toEqual({ kind: "unwritten" });
  const asked = await askForTokens(away, leased);
  expect(await keepAnswer(by(), leased, asked)).toEqual({ kind: "deferred", afterMs: 1_000 });
  expect(await readConnection(id)).toMatchObject({
    status: "active",
    failCount: 0,
    lastErrorClass: null,
    leaseToken: null,
  });
  expect((await amocrm.control.stats()).refreshes).toBe(0);
});
