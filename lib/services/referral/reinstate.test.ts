import { and, eq, ne } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import { AppError } from "@/lib/errors";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { markEmailVerified } from "@/lib/services/user/verify-email";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser, type TestUser } from "@/lib/testing/factories";
import { attributeSignUp } from "./attribute-sign-up";
import { listAllReferrals } from "./list-all";
import { reinstateReferral } from "./reinstate";
import { rejectReferral } from "./reject";

const operator = testContext(actorOf(await makeUser({ role: "superuser" })));
const visitor = testContext({ type: "anonymous" });
const note = "Проверено по телефону";

async function codeWithUses(maxUses: number | null) {
  const owner = await makeUser();
  const input = { text: null, label: null, lifetime: { hours: 1 }, maxUses, activate: true };
  return { owner, code: await createReferralCode(testContext(actorOf(owner)), input) };
}

const come = (codeText: string, newUser: TestUser) => attributeSignUp(visitor, { codeText, newUser });

async function referralOf(person: TestUser) {
  const [row] = await testDb().select().from(referrals).where(eq(referrals.referredId, person.id));
  if (row === undefined) throw new Error("Nobody referred this person.");
  return row;
}

/** Somebody who came by the code and was rejected by an operator. */
async function rejected(codeText: string, overrides: Parameters<typeof makeUser>[0] = {}) {
  const person = await makeUser(overrides);
  await come(codeText, person);
  const { id } = await referralOf(person);
  await rejectReferral(operator, { referralId: id, note: "Похоже на обман" });
  return { person, referralId: id };
}

/** The uses of a code, and how many of its referrals count. */
async function standing(codeId: string) {
  const [code] = await testDb().select().from(referralCodes).where(eq(referralCodes.id, codeId));
  const counted = await testDb().$count(
    referrals,
    and(eq(referrals.codeId, codeId), ne(referrals.status, "rejected")),
  );
  return { uses: code?.uses, counted };
}

const outcome = async (work: Promise<unknown>) =>
  await work.then(
    () => "worked",
    (error: unknown) => (error instanceof AppError ? (error.reason ?? error.code) : String(error)),
  );

test("a rejected referral counts again, takes its use, and the record says who decided and why", async () => {
  const { code } = await codeWithUses(5);
  const { person, referralId } = await rejected(code.text);
  expect(await standing(code.id)).toEqual({ uses: 0, counted: 0 });
  await reinstateReferral(operator, { referralId, note });
  expect(await referralOf(person)).toMatchObject({
    status: "confirmed",
    rejectionReason: null,
    decisionNote: note,
    decidedAt: TEST_NOW,
  });
  expect(await standing(code.id)).toEqual({ uses: 1, counted: 1 });
  const events = await testDb().select().from(auditEvents).where(eq(auditEvents.subjectId, referralId));
  expect(events.find(({ action }) => action === "referral.reinstated")).toMatchObject({
    actorId: operator.actor.userId,
    data: { status: "confirmed", rejectedBecause: "operator", note },
  });
  expect(await outcome(reinstateReferral(operator, { referralId, note }))).toBe("referral_not_rejected");
});

test("to everybody else the referral does not exist", async () => {
  const { owner, code } = await codeWithUses(null);
  const { referralId } = await rejected(code.text);
  for (const user of [owner, await makeUser()]) {
    const ctx = testContext(actorOf(user));
    expect(await outcome(reinstateReferral(ctx, { referralId, note }))).toBe("not_found");
    expect(await outcome(listAllReferrals(ctx, { status: null, query: "", cursor: null }))).toBe("not_found");
  }
  const nobody = { referralId: owner.id, note };
  expect(await outcome(reinstateReferral(operator, nobody))).toBe("not_found");
});

test("whose e-mail is not verified waits for that, and is confirmed by it", async () => {
  const { code } = await codeWithUses(null);
  const { person, referralId } = await rejected(code.text, { emailVerifiedAt: null });
  await reinstateReferral(operator, { referralId, note });
  expect(await referralOf(person)).toMatchObject({ status: "pending", decidedAt: null });
  await testDb().transaction((db) => markEmailVerified({ ...visitor, db }, person.id));
  expect((await referralOf(person)).status).toBe("confirmed");
});

test("what a rule rejected is counted too, even of a code that has expired meanwhile", async () => {
  const { code } = await codeWithUses(1);
  const person = await makeUser({ email: `somebody-${code.text.toLowerCase()}@mailinator.com` });
  await come(code.text, person);
  const { id: referralId, rejectionReason } = await referralOf(person);
  expect(rejectionReason).toBe("disposable_address");
  const later = { ...operator, now: new Date(code.expiresAt.getTime() + 1_000) };
  await reinstateReferral(later, { referralId, note });
  expect(await standing(code.id)).toEqual({ uses: 1, counted: 1 });
});

test("of a code whose uses are all taken nothing is counted beyond them", async () => {
  const { code } = await codeWithUses(1);
  const { referralId } = await rejected(code.text);
  await come(code.text, await makeUser());
  expect(await outcome(reinstateReferral(operator, { referralId, note }))).toBe("referral_code_full");
  expect(await standing(code.id)).toEqual({ uses: 1, counted: 1 });
});

test("a mailbox never counts twice", async () => {
  const { code } = await codeWithUses(null);
  const name = code.text.toLowerCase();
  const { referralId } = await rejected(code.text, { email: `${name}+one@example.test` });
  await come(code.text, await makeUser({ email: `${name}+two@example.test` }));
  expect(await outcome(reinstateReferral(operator, { referralId, note }))).toBe("referral_mailbox_counted");
  expect(await standing(code.id)).toEqual({ uses: 1, counted: 1 });
});

test("operators who decide at once leave a count that agrees with the uses", async () => {
  const { code } = await codeWithUses(3);
  const { referralId } = await rejected(code.text);
  const both = await Promise.all(
    [1, 2].map(() => outcome(reinstateReferral(operator, { referralId, note }))),
  );
  expect(both.toSorted()).toEqual(["referral_not_rejected", "worked"]);
  for (let round = 0; round < 10; round++) {
    await Promise.all([
      outcome(reinstateReferral(operator, { referralId, note })),
      outcome(rejectReferral(operator, { referralId, note })),
    ]);
    const { uses, counted } = await standing(code.id);
    expect(uses).toBe(counted);
  }
});

test("of a decision and sign-ups at once for the last use exactly one gets it", async () => {
  for (let round = 0; round < 5; round++) {
    const { code } = await codeWithUses(1);
    const { referralId } = await rejected(code.text);
    const people = await Promise.all([1, 2, 3].map(() => makeUser()));
    const [decision] = await Promise.all([
      outcome(reinstateReferral(operator, { referralId, note })),
      ...people.map((person) => come(code.text, person)),
    ]);
    expect(["worked", "referral_code_full"]).toContain(decision);
    expect(await standing(code.id)).toEqual({ uses: 1, counted: 1 });
  }
});

test("a verification at the same moment is never overlooked", async () => {
  const { code } = await codeWithUses(null);
  for (let round = 0; round < 10; round++) {
    const { person, referralId } = await rejected(code.text, { emailVerifiedAt: null });
    await Promise.all([
      reinstateReferral(operator, { referralId, note }),
      testDb().transaction((db) => markEmailVerified({ ...visitor, db }, person.id)),
    ]);
    expect((await referralOf(person)).status).toBe("confirmed");
  }
});

test("operators find a referral by either address or the code, page by page, and by state", async () => {
  const { owner, code } = await codeWithUses(null);
  const people = await Promise.all(Array.from({ length: 27 }, () => makeUser()));
  for (const person of people) await come(code.text, person);
  const { person: bad } = await rejected(code.text);
  const find = (query: string, rest: object = {}) =>
    listAllReferrals(operator, { status: null, query, cursor: null, ...rest });
  const first = await find(owner.email);
  expect(first.items).toHaveLength(25);
  expect((await find(owner.email, { cursor: first.nextCursor })).items).toHaveLength(3);
  expect((await find(code.text.toLowerCase(), { status: "rejected" })).items).toMatchObject([
    {
      email: bad.email,
      referrerEmail: owner.email,
      code: { text: code.text, uses: 27, maxUses: null },
      rejectionReason: "operator",
      decisionNote: "Похоже на обман",
    },
  ]);
  expect((await find(bad.username)).items).toHaveLength(1);
  expect((await find("%")).items).toEqual([]);
});
