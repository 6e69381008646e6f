import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { referralExports } from "@/db/schema/referral-export";
import { deleteExpiredReferralExports } from "@/lib/services/cleanup/delete-expired-referral-exports";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { readReferralExport } from "./read";
import { latestReferralExport, requestReferralExport } from "./request";
import { writeReferralExport } from "./write";

const draft = { text: null, label: null, lifetime: { days: 30 }, maxUses: null, activate: true };
const signal = new AbortController().signal;

async function owner(referrals: number) {
  const user = await makeUser();
  const ctx = testContext(actorOf(user));
  const code = await createReferralCode(ctx, draft);
  await testDb().execute(sql`
    with people as (
      insert into users (id, email, email_key, username, username_key, created_at, updated_at)
      select gen_random_uuid(), p, p, p, p, now(), now()
      from (select ${user.id} || '-' || n || '@example.test' as p from generate_series(1, ${referrals}) n) s
      returning id)
    insert into referrals (id, code_id, referrer_id, referred_id, status, created_at)
    select gen_random_uuid(), ${code.id}, ${user.id}, id, 'pending', now() from people`);
  return ctx;
}

async function fileOf(ctx: Awaited<ReturnType<typeof owner>>, exportId: string): Promise<string[]> {
  const parts = [];
  for await (const part of await readReferralExport(ctx, exportId)) parts.push(part);
  return parts.join("").trim().split("\r\n");
}

test("a large list is written part by part, with its progress told, in the person's language", async () => {
  const ctx = await owner(2_500);
  const { id, rowsTotal } = await requestReferralExport(ctx, "ru");
  expect(rowsTotal).toBe(2_500);
  await writeReferralExport(testContext({ type: "system", job: "test" }), id, { signal, partsAtMost: 1 });
  expect(await latestReferralExport(ctx)).toMatchObject({
    id,
    isReady: false,
    rowsDone: 1_000,
    rowsTotal: 2_500,
  });
  await expect(readReferralExport(ctx, id)).rejects.toMatchObject({ code: "not_found" });
  await writeReferralExport(testContext({ type: "system", job: "test" }), id, { signal });
  expect(await latestReferralExport(ctx)).toMatchObject({ isReady: true, rowsDone: 2_500 });
  const lines = await fileOf(ctx, id);
  expect(lines).toHaveLength(2_501);
  expect(new Set(lines).size).toBe(2_501);
  expect(lines[0]).toContain("Почта");
  expect(lines[1]).toContain("Ждёт подтверждения");
});

test("a job run many times at once, or again, leaves no gap and no repetition", async () => {
  const ctx = await owner(2_100);
  const { id } = await requestReferralExport(ctx, "en");
  const system = testContext({ type: "system", job: "test" });
  await Promise.all(Array.from({ length: 4 }, () => writeReferralExport(system, id, { signal })));
  await writeReferralExport(system, id, { signal });
  const lines = await fileOf(ctx, id);
  expect(lines).toHaveLength(2_101);
  expect(new Set(lines).size).toBe(2_101);
});

test("one export at a time, and nobody else's", async () => {
  const ctx = await owner(1);
  const requested = await Promise.allSettled(
    Array.from({ length: 4 }, () => requestReferralExport(ctx, "ru")),
  );
  expect(requested.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const id = (await latestReferralExport(ctx))?.id ?? "";
  await writeReferralExport(testContext({ type: "system", job: "test" }), id, { signal });
  const stranger = await owner(0);
  await expect(readReferralExport(stranger, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await latestReferralExport(stranger)).toBeNull();
});

test("after a day the file is neither given out nor kept", async () => {
  const ctx = await owner(1);
  const { id, expiresAt } = await requestReferralExport(ctx, "ru");
  await writeReferralExport(testContext({ type: "system", job: "test" }), id, { signal });
  const later = { ...ctx, now: new Date(expiresAt.getTime() + 1) };
  await expect(readReferralExport(later, id)).rejects.toMatchObject({ code: "not_found" });
  await deleteExpiredReferralExports(later, 100);
  expect(await testDb().select().from(referralExports).where(eq(referralExports.id, id))).toEqual([]);
});
