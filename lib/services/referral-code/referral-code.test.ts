import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { referralCodes } from "@/db/schema/referral-code";
import type { CreateReferralCode } from "@/lib/domain/referral-code-input";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { activateReferralCode } from "./activate";
import { checkReferralCode } from "./check";
import { createReferralCode } from "./create";
import { deactivateReferralCode } from "./deactivate";
import { findActiveReferralCode, listReferralCodes } from "./list";
import { removeReferralCode } from "./remove";

const draft: CreateReferralCode = {
  text: null,
  label: null,
  lifetime: { days: 30 },
  maxUses: null,
  activate: false,
};
const firstPage = { cursor: null, limit: 20 };

async function owner() {
  return testContext(actorOf(await makeUser()));
}

test("a new code is inactive, has a readable text and expires when it was told to", async () => {
  const ctx = await owner();
  const code = await createReferralCode(ctx, { ...draft, label: "Выставка", maxUses: 5 });
  expect(code).toMatchObject({ label: "Выставка", maxUses: 5, uses: 0, clicks: 0, standing: "inactive" });
  expect(code.text).toMatch(/^[B-DF-HJ-NP-TV-Z2-9]{8}$/);
  expect(code.url).toBe(`http://localhost:3000/r/${code.text}`);
  expect(code.expiresAt.getTime()).toBe(TEST_NOW.getTime() + 30 * 86_400_000);
});

test("activating a code puts it in the place of the one that was active", async () => {
  const ctx = await owner();
  const first = await createReferralCode(ctx, { ...draft, activate: true });
  const second = await createReferralCode(ctx, { ...draft, activate: true });
  expect((await findActiveReferralCode(ctx))?.id).toBe(second.id);
  await activateReferralCode(ctx, { codeId: first.id });
  expect((await findActiveReferralCode(ctx))?.id).toBe(first.id);
  await deactivateReferralCode(ctx, { codeId: first.id });
  expect(await findActiveReferralCode(ctx)).toBeNull();
});

test("of many activations at once exactly one code ends up active, and none fails", async () => {
  const ctx = await owner();
  const codes = await Promise.all(Array.from({ length: 8 }, () => createReferralCode(ctx, draft)));
  for (let round = 0; round < 5; round++) {
    await Promise.all(codes.map((code) => activateReferralCode(ctx, { codeId: code.id })));
    const { items } = await listReferralCodes(ctx, firstPage);
    expect(items.filter((code) => code.standing === "active")).toHaveLength(1);
  }
});

test("the database itself refuses a second active code", async () => {
  const ctx = await owner();
  await createReferralCode(ctx, { ...draft, activate: true });
  const second = await createReferralCode(ctx, draft);
  const byHand = testDb()
    .update(referralCodes)
    .set({ isActive: true })
    .where(eq(referralCodes.id, second.id));
  await expect(byHand).rejects.toMatchObject({
    cause: { constraint_name: "referral_codes_one_active_key" },
  });
});

test("an expired or used-up code is not activated, and the reason is told", async () => {
  const ctx = await owner();
  const spent = await createReferralCode(ctx, { ...draft, maxUses: 1 });
  const old = await createReferralCode(ctx, { ...draft, lifetime: { minutes: 5 } });
  await testDb().update(referralCodes).set({ uses: 1 }).where(eq(referralCodes.id, spent.id));
  const later = { ...ctx, now: old.expiresAt };
  await expect(activateReferralCode(later, { codeId: spent.id })).rejects.toMatchObject({
    code: "conflict",
    reason: "code_used_up",
  });
  await expect(activateReferralCode(later, { codeId: old.id })).rejects.toMatchObject({
    code: "conflict",
    reason: "code_expired",
  });
  expect(await findActiveReferralCode(ctx)).toBeNull();
});

test("who makes and deletes codes without end is stopped at 200 in a day, at once or one by one", async () => {
  const ctx = await owner();
  const rows = Array.from({ length: 198 }, (_, index) => ({
    userId: ctx.actor.userId,
    text: `gone-${index}`,
    textKey: `gone-${index}`,
    createdAt: new Date(TEST_NOW.getTime() - 60_000),
    expiresAt: TEST_NOW,
    deletedAt: TEST_NOW,
  }));
  await testDb().insert(referralCodes).values(rows);
  const made = await Promise.allSettled(Array.from({ length: 4 }, () => createReferralCode(ctx, draft)));
  const refused = made.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(refused).toHaveLength(2);
  expect(refused[0]).toMatchObject({ code: "rate_limited", reason: "referral_codes_too_often" });
  const tomorrow = { ...ctx, now: new Date(TEST_NOW.getTime() + 24 * 60 * 60_000) };
  await expect(createReferralCode(tomorrow, draft)).resolves.toMatchObject({ standing: "inactive" });
});

test("the 101st living code is refused, also when many are made at once; deleting makes room", async () => {
  const ctx = await owner();
  const rows = Array.from({ length: 97 }, (_, index) => ({
    userId: ctx.actor.userId,
    text: `row-${index}`,
    textKey: `row-${index}`,
    createdAt: TEST_NOW,
    expiresAt: TEST_NOW,
  }));
  await testDb().insert(referralCodes).values(rows);
  const made = await Promise.allSettled(Array.from({ length: 6 }, () => createReferralCode(ctx, draft)));
  const refused = made.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(3);
  expect(refused[0]?.reason).toMatchObject({ code: "conflict", reason: "too_many_referral_codes" });
  const [newest] = (await listReferralCodes(ctx, firstPage)).items;
  await removeReferralCode(ctx, { codeId: newest?.id ?? "" });
  await createReferralCode(ctx, draft);
});

test("a deleted code is gone for its owner and for those who have its text", async () => {
  const ctx = await owner();
  const code = await createReferralCode(ctx, { ...draft, activate: true });
  await removeReferralCode(ctx, { codeId: code.id });
  expect((await listReferralCodes(ctx, firstPage)).items).toEqual([]);
  expect(await checkReferralCode(ctx, code.text)).toEqual({ status: "unknown" });
  for (const command of [activateReferralCode, deactivateReferralCode, removeReferralCode])
    await expect(command(ctx, { codeId: code.id })).rejects.toMatchObject({ code: "not_found" });
});

test("another person's code is as absent as one that does not exist", async () => {
  const theirs = await createReferralCode(await owner(), { ...draft, activate: true });
  const ctx = await owner();
  for (const command of [activateReferralCode, deactivateReferralCode, removeReferralCode])
    await expect(command(ctx, { codeId: theirs.id })).rejects.toMatchObject({ code: "not_found" });
});

test("the list is cut into pages without gaps or repetitions", async () => {
  const ctx = await owner();
  for (let made = 0; made < 5; made++) await createReferralCode(ctx, draft);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listReferralCodes(ctx, { cursor, limit: 2 });
    seen.push(...page.items.map((code) => code.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(5);
  expect(seen).toEqual([...seen].sort().reverse());
});

test("whoever has a code's text learns whether it can be used, whatever its case", async () => {
  const ctx = await owner();
  const code = await createReferralCode(ctx, { ...draft, activate: true });
  expect(await checkReferralCode(ctx, ` ${code.text.toLowerCase()} `)).toEqual({ status: "usable" });
  const later = { ...ctx, now: code.expiresAt };
  expect(await checkReferralCode(later, code.text)).toEqual({ status: "expired" });
  expect(await checkReferralCode(ctx, "no\u0000code")).toEqual({ status: "unknown" });
});

test("an archived person's codes are unknown", async () => {
  const user = await makeUser({ archivedAt: TEST_NOW });
  const ctx = testContext(actorOf(user));
  const code = await createReferralCode(ctx, { ...draft, activate: true });
  expect(await checkReferralCode(ctx, code.text)).toEqual({ status: "unknown" });
});

test("each change of a code leaves one audit record", async () => {
  const ctx = await owner();
  const { id } = await createReferralCode(ctx, { ...draft, activate: true });
  await activateReferralCode(ctx, { codeId: id });
  await deactivateReferralCode(ctx, { codeId: id });
  await removeReferralCode(ctx, { codeId: id });
  const rows = await testDb()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, id))
    .orderBy(auditEvents.id);
  expect(rows.map((row) => row.action)).toEqual([
    "referral_code.created",
    "referral_code.activated",
    "referral_code.deactivated",
    "referral_code.deleted",
  ]);
});
