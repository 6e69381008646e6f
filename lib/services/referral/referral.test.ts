import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { deactivateReferralCode } from "@/lib/services/referral-code/deactivate";
import { removeReferralCode } from "@/lib/services/referral-code/remove";
import { takeCodeUse } from "@/lib/services/referral-code/take-use";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser, type TestUser } from "@/lib/testing/factories";
import { attributeSignUp } from "./attribute-sign-up";
import { confirmReferral } from "./confirm-referral";
import { countReferrals } from "./count";
import { listReferrals } from "./list";
import { rejectReferral } from "./reject";

const visitor = () => testContext({ type: "anonymous" });

async function sharedCode(options: { email?: string; maxUses?: number } = {}) {
  const { maxUses = null, ...user } = options;
  const owner = await makeUser(user);
  const ctx = testContext(actorOf(owner));
  const code = await createReferralCode(ctx, {
    text: null,
    label: null,
    lifetime: { hours: 1 },
    maxUses,
    activate: true,
  });
  return { owner, ctx, code };
}

const attribute = (codeText: string | undefined, newUser: TestUser) =>
  attributeSignUp(visitor(), { codeText, newUser });

const usesOf = async (codeId: string) =>
  (await testDb().select().from(referralCodes).where(eq(referralCodes.id, codeId)))[0]?.uses;

const mailsTo = async (userId: string) =>
  await testDb().execute(
    sql`select data from pgboss.job where name = 'send-mail' and data ->> 'userId' = ${userId}`,
  );

test("a sign-up by a code is recorded, takes one use and tells the owner by mail", async () => {
  const { owner, ctx, code } = await sharedCode();
  const friend = await makeUser();
  expect(await attribute(code.text.toLowerCase(), friend)).toEqual({ status: "applied" });
  const [referral] = await testDb().select().from(referrals).where(eq(referrals.referredId, friend.id));
  expect(referral).toMatchObject({
    codeId: code.id,
    referrerId: owner.id,
    status: "pending",
    decidedAt: null,
  });
  expect(await usesOf(code.id)).toBe(1);
  expect(await mailsTo(owner.id)).toEqual([
    { data: { template: "referral_registered", userId: owner.id, referralId: referral?.id } },
  ]);
  expect(await countReferrals(ctx)).toEqual({ pending: 1, confirmed: 0, rejected: 0 });
});

test("no code given is told apart from a code that is refused, and why it is", async () => {
  const { ctx, code } = await sharedCode();
  const friend = await makeUser();
  expect(await attribute(undefined, friend)).toEqual({ status: "none" });
  expect(await attribute("  ", friend)).toEqual({ status: "none" });
  expect(await attribute("NOSUCHCODE", friend)).toEqual({ status: "refused", reason: "unknown" });
  const later = { ...visitor(), now: code.expiresAt };
  expect(await attributeSignUp(later, { codeText: code.text, newUser: friend })).toEqual({
    status: "refused",
    reason: "expired",
  });
  await deactivateReferralCode(ctx, { codeId: code.id });
  expect(await attribute(code.text, friend)).toEqual({ status: "refused", reason: "inactive" });
  expect(await countReferrals(ctx)).toEqual({ pending: 0, confirmed: 0, rejected: 0 });
});

test("of 40 sign-ups at once on a code with 7 uses exactly 7 are credited", async () => {
  const { owner, ctx, code } = await sharedCode({ maxUses: 7 });
  const people = await Promise.all(Array.from({ length: 40 }, () => makeUser()));
  const outcomes = await Promise.all(people.map((person) => attribute(code.text, person)));
  const refused = outcomes.filter((outcome) => outcome.status !== "applied");
  expect(refused).toHaveLength(33);
  expect(refused).toEqual(refused.map(() => ({ status: "refused", reason: "used_up" })));
  expect(await usesOf(code.id)).toBe(7);
  expect(await countReferrals(ctx)).toEqual({ pending: 7, confirmed: 0, rejected: 0 });
  expect(await mailsTo(owner.id)).toHaveLength(7);
});

test("the same person many times at once is one referral, one use and one mail", async () => {
  const { owner, ctx, code } = await sharedCode({ maxUses: 3 });
  const friend = await makeUser();
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => attribute(code.text, friend)));
  expect(outcomes.filter((outcome) => outcome.status === "applied")).toHaveLength(1);
  expect(await usesOf(code.id)).toBe(1);
  expect(await countReferrals(ctx)).toEqual({ pending: 1, confirmed: 0, rejected: 0 });
  expect(await mailsTo(owner.id)).toHaveLength(1);
});

test("a sign-up that fails leaves no referral, takes no use and sends nothing", async () => {
  const { owner, ctx, code } = await sharedCode({ maxUses: 1 });
  const friend = await makeUser();
  const failed = testDb().transaction(async (db) => {
    await attributeSignUp({ ...visitor(), db }, { codeText: code.text, newUser: friend });
    throw new Error("the sign-up failed");
  });
  await expect(failed).rejects.toThrow("the sign-up failed");
  expect(await usesOf(code.id)).toBe(0);
  expect(await countReferrals(ctx)).toEqual({ pending: 0, confirmed: 0, rejected: 0 });
  expect(await mailsTo(owner.id)).toEqual([]);
});

test("a second account at the owner's own mailbox is rejected, costs no use and sends nothing", async () => {
  const { owner, ctx, code } = await sharedCode({ email: "vera.ivolgina@gmail.com", maxUses: 1 });
  const self = await makeUser({ email: "veraivolgina+2@googlemail.com" });
  expect(await attribute(code.text, self)).toEqual({ status: "applied" });
  const { items } = await listReferrals(ctx, { cursor: null, limit: 10 });
  expect(items).toMatchObject([{ status: "rejected", rejectionReason: "same_address", codeText: code.text }]);
  expect(await usesOf(code.id)).toBe(0);
  expect(await mailsTo(owner.id)).toEqual([]);
  expect(await confirmReferral(visitor(), { referredId: self.id })).toBeNull();
});

test("nobody is recorded as referred by themselves", async () => {
  const { owner, ctx, code } = await sharedCode();
  expect(await attribute(code.text, owner)).toEqual({ status: "none" });
  expect(await countReferrals(ctx)).toEqual({ pending: 0, confirmed: 0, rejected: 0 });
});

test("a verified e-mail confirms the referral once", async () => {
  const { ctx, code } = await sharedCode();
  const friend = await makeUser();
  await attribute(code.text, friend);
  const confirmed = await Promise.all(
    Array.from({ length: 4 }, () => confirmReferral(visitor(), { referredId: friend.id })),
  );
  const [id] = confirmed.filter((referralId) => referralId !== null);
  expect(confirmed.filter((referralId) => referralId !== null)).toHaveLength(1);
  expect(await countReferrals(ctx)).toEqual({ pending: 0, confirmed: 1, rejected: 0 });
  const records = await testDb()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, id ?? ""));
  expect(records.map((record) => record.action).sort()).toEqual([
    "referral.confirmed",
    "referral.registered",
  ]);
});

test("referrals outlive their code, with the address masked and only for their referrer", async () => {
  const { ctx, code } = await sharedCode();
  const friend = await makeUser({ email: "konstantin@example.test" });
  await attribute(code.text, friend);
  await removeReferralCode(ctx, { codeId: code.id });
  const { items } = await listReferrals(ctx, { cursor: null, limit: 10 });
  expect(items).toMatchObject([{ codeText: code.text, status: "pending", createdAt: TEST_NOW }]);
  expect(JSON.stringify(items)).not.toContain("konstantin");
  const stranger = testContext(actorOf(await makeUser()));
  expect(await listReferrals(stranger, { cursor: null, limit: 10 })).toEqual({ items: [], nextCursor: null });
});

test("referrals are cut into pages without gaps or repetitions", async () => {
  const { ctx, code } = await sharedCode();
  for (let made = 0; made < 5; made++) await attribute(code.text, await makeUser());
  const first = await listReferrals(ctx, { cursor: null, limit: 3 });
  const second = await listReferrals(ctx, { cursor: first.nextCursor, limit: 3 });
  expect(second.nextCursor).toBeNull();
  expect(new Set([...first.items, ...second.items].map((referral) => referral.id)).size).toBe(5);
});

test("a mailbox counts once, however it is spelt and however many sign up with it at once", async () => {
  const { ctx, code } = await sharedCode({ maxUses: 5 });
  const spellings = [
    "a.nna.two@gmail.com",
    "annatwo+1@gmail.com",
    "annatwo@googlemail.com",
    "anna.two+2@gmail.com",
  ];
  const people = await Promise.all(spellings.map((email) => makeUser({ email })));
  await Promise.all(people.map((person) => attribute(code.text, person)));
  expect(await countReferrals(ctx)).toEqual({ pending: 1, confirmed: 0, rejected: 3 });
  expect(await usesOf(code.id)).toBe(1);
  const { items } = await listReferrals(ctx, { cursor: null, limit: 10 });
  expect(new Set(items.map((item) => item.rejectionReason))).toEqual(new Set([null, "duplicate_mailbox"]));
});

test("an address that is thrown away after use is rejected and costs no use", async () => {
  const { owner, ctx, code } = await sharedCode({ maxUses: 1 });
  const friend = await makeUser({ email: `x-${code.text.toLowerCase()}@mailinator.com` });
  expect(await attribute(code.text, friend)).toEqual({ status: "applied" });
  const { items } = await listReferrals(ctx, { cursor: null, limit: 10 });
  expect(items).toMatchObject([{ status: "rejected", rejectionReason: "disposable_address" }]);
  expect(await usesOf(code.id)).toBe(0);
  expect(await mailsTo(owner.id)).toEqual([]);
});

test("an operator rejects with a note, gives the use back, and nobody else can", async () => {
  const { ctx, code } = await sharedCode({ maxUses: 1 });
  await attribute(code.text, await makeUser());
  const [referral] = (await listReferrals(ctx, { cursor: null, limit: 1 })).items;
  const decision = { referralId: referral?.id ?? "", note: "Одно и то же лицо" };
  await expect(rejectReferral(ctx, decision)).rejects.toMatchObject({ code: "not_found" });
  const operator = testContext(actorOf(await makeUser({ role: "superuser" })));
  await rejectReferral(operator, decision);
  const { items } = await listReferrals(ctx, { cursor: null, limit: 1 });
  expect(items).toMatchObject([{ status: "rejected", rejectionReason: "operator" }]);
  expect(JSON.stringify(items)).not.toContain("лицо");
  expect(await usesOf(code.id)).toBe(0);
  await expect(rejectReferral(operator, decision)).rejects.toMatchObject({ reason: "referral_not_open" });
});

test("a rejection and a sign-up with the same mailbox at the same moment do not wait for each other", async () => {
  const { code } = await sharedCode();
  const name = code.text.toLowerCase();
  await attribute(code.text, await makeUser({ email: `${name}@gmail.com` }));
  const [referral] = await testDb().select().from(referrals).where(eq(referrals.codeId, code.id));
  const twin = await makeUser({ email: `${name}+2@gmail.com` });
  const operator = testContext(actorOf(await makeUser({ role: "superuser" })));
  const { rejecting } = await testDb().transaction(async (db) => {
    await takeCodeUse({ ...visitor(), db }, code.id);
    const rejecting = rejectReferral(operator, { referralId: referral?.id ?? "", note: "Одно и то же лицо" });
    await expect.poll(async () => (await waitingFor("referral_codes")).length).toBe(1);
    await attributeSignUp({ ...visitor(), db }, { codeText: code.text, newUser: twin });
    return { rejecting };
  });
  await rejecting;
  expect(await usesOf(code.id)).toBe(1);
});

/** The statements that wait for a lock of somebody else's and name this table. */
const waitingFor = async (table: string) =>
  await testDb().execute(sql`
    select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like ${`%${table}%`}`);
