import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { referralCodes } from "@/db/schema/referral-code";
import type { MailJob } from "@/lib/queue/jobs";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser, type TestUser } from "@/lib/testing/factories";
import { composeMail } from "../mail/compose-mail";
import { announceExpiringCodes } from "./announce-expiring";
import { extendReferralCode } from "./extend";

const dayMs = 24 * 60 * 60_000;
const at = (days: number) => new Date(TEST_NOW.getTime() + days * dayMs);
const later = (days: number) => ({ db: testDb(), now: at(days) });

let user: TestUser;
beforeEach(async () => {
  user = await makeUser({ locale: "en" });
});

async function makeCode(
  days: number,
  more: Partial<typeof referralCodes.$inferInsert> = {},
): Promise<string> {
  const text = `C${user.id.slice(-8)}${days}`;
  const [code] = await testDb()
    .insert(referralCodes)
    .values({
      userId: user.id,
      text,
      textKey: text.toLowerCase(),
      isActive: true,
      createdAt: TEST_NOW,
      expiresAt: at(days),
      ...more,
    })
    .returning({ id: referralCodes.id });
  return code?.id ?? "";
}

test("the owner of an active code is told three days before its end, once, by however many runs at once", async () => {
  await makeCode(30);
  expect(await announceExpiringCodes(later(26), 10)).toBe(0);
  const told = await Promise.all([1, 2, 3].map(async () => await announceExpiringCodes(later(28), 10)));
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await announceExpiringCodes(later(29), 10)).toBe(0);
});

test("who extends the code is told again before its new end", async () => {
  const codeId = await makeCode(30);
  expect(await announceExpiringCodes(later(28), 10)).toBe(1);
  const ctx = { ...testContext(actorOf(user)), now: at(28) };
  await extendReferralCode(ctx, { codeId, lifetime: { days: 30, hours: 0, minutes: 0 } });
  expect(await announceExpiringCodes(later(29), 10)).toBe(0);
  expect(await announceExpiringCodes(later(58), 10)).toBe(1);
});

test.each([
  ["for a few days only", 5, {}],
  ["not active", 30, { isActive: false }],
  ["used up", 30, { maxUses: 2, uses: 2 }],
])("nobody is told of a code that is %s", async (_, days, more) => {
  await makeCode(days, more);
  expect(await announceExpiringCodes(later(days - 1), 10)).toBe(0);
});

test("nobody is told of a code that has ended", async () => {
  await makeCode(30);
  expect(await announceExpiringCodes(later(31), 10)).toBe(0);
});

test("the mail names the code and its end, and has lost its point once that is another", async () => {
  const codeId = await makeCode(30);
  const job: MailJob = {
    template: "code_expiring",
    userId: user.id,
    codeId,
    expiresAt: at(30).toISOString(),
  };
  const composed = await composeMail(later(28), job);
  expect(composed?.mail).toMatchObject({ template: "code_expiring", expiresAt: at(30) });
  expect(await composeMail(later(28), { ...job, expiresAt: at(31).toISOString() })).toBeNull();
  expect(await composeMail(later(31), job)).toBeNull();
  await testDb().update(referralCodes).set({ isActive: false }).where(eq(referralCodes.id, codeId));
  expect(await composeMail(later(28), job)).toBeNull();
});
