import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { referralClicks } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { recordClick } from "./record-click";

const visitor = () => visitorAt("203.0.113.7");

async function sharedCode() {
  const owner = await makeUser();
  const input = { text: null, label: null, lifetime: { hours: 1 }, maxUses: null, activate: true };
  return { owner, code: await createReferralCode(testContext(actorOf(owner)), input) };
}

async function counted(codeId: string) {
  const rows = await testDb().select().from(referralClicks).where(eq(referralClicks.codeId, codeId));
  return rows.map(({ day, source, clicks }) => `${day} ${source} ${clicks}`).sort();
}

const visitorAt = (ip: string) =>
  testContext({ type: "anonymous" }, { client: { ip, userAgent: "Firefox" } });

test("clicks of many at once are all counted, by day, and say whether the code can be used", async () => {
  const { code } = await sharedCode();
  const click = { codeText: code.text.toLowerCase(), source: "direct", isCounted: true };
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => recordClick(visitorAt(`203.0.113.${index}`), click)),
  );
  expect(answers).toEqual(answers.map(() => ({ text: code.text, usability: "usable" })));
  const tomorrow = new Date(TEST_NOW.getTime() + 86_400_000);
  expect(await recordClick({ ...visitor(), now: tomorrow }, click)).toMatchObject({ usability: "expired" });
  const days = await testDb().select().from(referralClicks).where(eq(referralClicks.codeId, code.id));
  expect(days.map(({ day, clicks }) => [day, clicks]).sort()).toEqual([
    ["2030-03-04", 12],
    ["2030-03-05", 1],
  ]);
});

test("crawlers are told the way and not counted; unknown and archived people's links lead nowhere", async () => {
  const { owner, code } = await sharedCode();
  const crawl = { codeText: code.text, source: "direct", isCounted: false };
  expect(await recordClick(visitor(), crawl)).toEqual({ text: code.text, usability: "usable" });
  expect(await testDb().select().from(referralClicks).where(eq(referralClicks.codeId, code.id))).toEqual([]);
  expect(
    await recordClick(visitor(), { codeText: "//evil.test", source: "direct", isCounted: true }),
  ).toBeNull();
  await testDb().update(users).set({ archivedAt: TEST_NOW }).where(eq(users.id, owner.id));
  expect(await recordClick(visitor(), crawl)).toBeNull();
});

test("a repeat by the same visitor within the hour is not counted, another visitor is", async () => {
  const { code } = await sharedCode();
  const click = { codeText: code.text, source: "direct", isCounted: true };
  await recordClick(visitorAt("198.51.100.1"), click);
  await recordClick(visitorAt("198.51.100.1"), { ...click, source: "telegram" });
  await recordClick(visitorAt("198.51.100.2"), click);
  expect(await counted(code.id)).toEqual(["2030-03-04 direct 2"]);
});

test("of one visitor's many clicks at once one is counted", async () => {
  const { code } = await sharedCode();
  const click = { codeText: code.text, source: "direct", isCounted: true };
  await Promise.all(Array.from({ length: 8 }, () => recordClick(visitorAt("198.51.100.3"), click)));
  expect(await counted(code.id)).toEqual(["2030-03-04 direct 1"]);
});

test("clicks are kept apart by where the link stood, and whoever invents sources fills one counter", async () => {
  const { code } = await sharedCode();
  for (let index = 0; index < 60; index++)
    await recordClick(visitorAt(`198.51.100.${index}`), {
      codeText: code.text,
      source: `made-up-${index}`,
      isCounted: true,
    });
  const rows = await counted(code.id);
  expect(rows).toHaveLength(51);
  expect(rows).toContain("2030-03-04 other 10");
});
