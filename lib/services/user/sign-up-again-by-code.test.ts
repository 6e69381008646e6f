import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import { randomId } from "@/lib/crypto/token";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { createReferralCode } from "../referral-code/create";
import { signUp } from "./sign-up";
import { markEmailVerified } from "./verify-email";

async function codeOfSomebody(maxUses: number | null = null) {
  const input = { text: null, label: null, lifetime: { hours: 1 }, maxUses, activate: true };
  return await createReferralCode(testContext(actorOf(await makeUser())), input);
}

const someone = () => `somebody-${randomId().slice(-8)}@example.test`;

async function register(email: string, referralCode?: string) {
  const password = "a long enough password";
  const username = `u-${randomId().slice(-8)}`;
  const form = { email, username, password, passwordConfirm: password, locale: "ru" as const, referralCode };
  return (await signUp(testContext({ type: "anonymous" }), form)).referral;
}

async function referralOf(email: string) {
  const [user] = await testDb().select().from(users).where(eq(users.emailKey, email));
  return await testDb()
    .select()
    .from(referrals)
    .where(eq(referrals.referredId, user?.id ?? ""));
}

const usesOf = async (id: string) =>
  (await testDb().select().from(referralCodes).where(eq(referralCodes.id, id)))[0]?.uses;

test("the code of the last sign-up counts: a stranger who came before the owner earns nothing", async () => {
  const [strangers, friends] = [await codeOfSomebody(), await codeOfSomebody()];
  const email = someone();
  expect(await register(email, strangers.text)).toEqual({ status: "applied" });
  expect(await register(email, friends.text)).toEqual({ status: "applied" });
  expect(await referralOf(email)).toMatchObject([{ codeId: friends.id, status: "pending" }]);
  expect([await usesOf(strangers.id), await usesOf(friends.id)]).toEqual([0, 1]);
});

test("a sign-up again by the same code, by none or by a dead one leaves the referral as it is", async () => {
  const code = await codeOfSomebody(1);
  const full = await codeOfSomebody(1);
  await register(someone(), full.text);
  const email = someone();
  await register(email, code.text);
  expect(await register(email, code.text)).toEqual({ status: "applied" });
  expect(await register(email)).toEqual({ status: "none" });
  expect(await register(email, full.text)).toEqual({ status: "refused", reason: "used_up" });
  expect(await referralOf(email)).toMatchObject([{ codeId: code.id, status: "pending" }]);
  expect([await usesOf(code.id), await usesOf(full.id)]).toEqual([1, 1]);
});

test("once the address is confirmed no other code takes its place", async () => {
  const [first, second] = [await codeOfSomebody(), await codeOfSomebody()];
  const email = someone();
  await register(email, first.text);
  const [user] = await testDb().select().from(users).where(eq(users.emailKey, email));
  await markEmailVerified(testContext({ type: "anonymous" }), user?.id ?? "");
  await register(email, second.text);
  expect(await referralOf(email)).toMatchObject([{ codeId: first.id, status: "confirmed" }]);
  expect(await usesOf(second.id)).toBe(0);
});

test("many who change codes with one another at once leave as many uses as referrals, and none fails", async () => {
  const codes = [await codeOfSomebody(), await codeOfSomebody()];
  const people = Array.from({ length: 8 }, (_, index) => ({ email: someone(), first: index % 2 }));
  await Promise.all(people.map(async ({ email, first }) => await register(email, codes[first]?.text)));
  await Promise.all(
    people.flatMap(({ email, first }) => [
      register(email, codes[1 - first]?.text),
      register(email, codes[1 - first]?.text),
    ]),
  );
  expect([await usesOf(codes[0]?.id ?? ""), await usesOf(codes[1]?.id ?? "")]).toEqual([4, 4]);
  for (const { email, first } of people)
    expect(await referralOf(email)).toMatchObject([{ codeId: codes[1 - first]?.id }]);
});
