import { expect, test } from "vitest";
import type { CreateReferralCode } from "@/lib/domain/referral-code-input";
import { testContext } from "@/lib/testing/context";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { activateReferralCode } from "./activate";
import { createReferralCode } from "./create";
import { extendReferralCode } from "./extend";
import { findActiveReferralCode, listReferralCodes } from "./list";
import { removeReferralCode } from "./remove";
import { listRestorableCodes, restoreReferralCode } from "./restore";

const draft: CreateReferralCode = {
  text: null,
  label: null,
  lifetime: { days: 1 },
  maxUses: null,
  activate: true,
};
const owner = async () => testContext(actorOf(await makeUser()));
const dayMs = 24 * 60 * 60 * 1_000;

test("a chosen text stays as it was written, and is one whatever the case", async () => {
  const ctx = await owner();
  expect((await createReferralCode(ctx, { ...draft, text: "Lena-2030" })).text).toBe("Lena-2030");
  const taken = createReferralCode(await owner(), { ...draft, text: "LENA-2030" });
  await expect(taken).rejects.toMatchObject({ code: "conflict", fieldErrors: { text: ["code_text_taken"] } });
});

test("of many who choose one text at once one gets it", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, owner));
  const made = await Promise.allSettled(
    people.map((ctx, index) =>
      createReferralCode(ctx, { ...draft, text: index % 2 === 0 ? "the-only" : "The-Only" }),
    ),
  );
  expect(made.filter((result) => result.status === "fulfilled")).toHaveLength(1);
});

test("reserved and offensive texts are refused, and the reason is told", async () => {
  const ctx = await owner();
  await expect(createReferralCode(ctx, { ...draft, text: "Admin" })).rejects.toMatchObject({
    fieldErrors: { text: ["code_text_reserved"] },
  });
  await expect(createReferralCode(ctx, { ...draft, text: "suka" })).rejects.toMatchObject({
    fieldErrors: { text: ["code_text_offensive"] },
  });
});

test("a deleted code's text is never given out again", async () => {
  const ctx = await owner();
  const code = await createReferralCode(ctx, { ...draft, text: "was-here" });
  await removeReferralCode(ctx, { codeId: code.id });
  await expect(createReferralCode(await owner(), { ...draft, text: "was-here" })).rejects.toMatchObject({
    fieldErrors: { text: ["code_text_taken"] },
  });
});

test("an extension counts from the expiry, or from now for a code that has expired, which lives again", async () => {
  const ctx = await owner();
  const code = await createReferralCode(ctx, draft);
  const first = await extendReferralCode(ctx, { codeId: code.id, lifetime: { days: 2 } });
  expect(first.expiresAt.getTime()).toBe(code.expiresAt.getTime() + 2 * dayMs);
  const later = { ...ctx, now: new Date(first.expiresAt.getTime() + 5 * dayMs) };
  expect((await findActiveReferralCode(later))?.standing).toBe("expired");
  const second = await extendReferralCode(later, { codeId: code.id, lifetime: { hours: 3 } });
  expect(second.expiresAt.getTime()).toBe(later.now.getTime() + dayMs / 8);
  expect((await findActiveReferralCode(later))?.standing).toBe("active");
});

test("no number of extensions reaches further than five years", async () => {
  const ctx = await owner();
  const code = await createReferralCode(ctx, { ...draft, lifetime: { days: 1826 } });
  const { expiresAt } = await extendReferralCode(ctx, { codeId: code.id, lifetime: { days: 1826 } });
  expect(expiresAt.getTime()).toBe(ctx.now.getTime() + 1826 * dayMs);
});

test("a deletion can be taken back within a day; the code comes back inactive", async () => {
  const ctx = await owner();
  const code = await createReferralCode(ctx, draft);
  await removeReferralCode(ctx, { codeId: code.id });
  expect(await listRestorableCodes(ctx)).toMatchObject([{ id: code.id, text: code.text }]);
  await restoreReferralCode(ctx, { codeId: code.id });
  const { items } = await listReferralCodes(ctx, { cursor: null, limit: 5 });
  expect(items).toMatchObject([{ id: code.id, standing: "inactive" }]);
  expect(await listRestorableCodes(ctx)).toEqual([]);
  await activateReferralCode(ctx, { codeId: code.id });
});

test("after a day, and by anybody else, a deletion is final", async () => {
  const ctx = await owner();
  const code = await createReferralCode(ctx, draft);
  await removeReferralCode(ctx, { codeId: code.id });
  const stranger = await owner();
  await expect(restoreReferralCode(stranger, { codeId: code.id })).rejects.toMatchObject({
    code: "not_found",
  });
  const later = { ...ctx, now: new Date(ctx.now.getTime() + dayMs) };
  await expect(restoreReferralCode(later, { codeId: code.id })).rejects.toMatchObject({
    reason: "undo_too_late",
  });
  expect(await listRestorableCodes(later)).toEqual([]);
});
