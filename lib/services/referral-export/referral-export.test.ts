import { and, eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { referralExports } from "@/db/schema/referral-export";
import { deleteExpiredReferralExports } from "@/lib/services/cleanup/delete-expired-referral-exports";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { latestReferralExport } from "./progress";
import { readReferralExport } from "./read";
import { requestReferralExport } from "./request";
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
    state: "under_way",
    rowsDone: 1_000,
    rowsTotal: 2_500,
  });
  await expect(readReferralExport(ctx, id)).rejects.toMatchObject({ code: "not_found" });
  await writeReferralExport(testContext({ type: "system", job: "test" }), id, { signal });
  expect(await latestReferralExport(ctx)).toMatchObject({ state: "ready", rowsDone: 2_500 });
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

/** Its job fails for good, as after its last attempt. */
async function failForGood(exportId: string): Promise<void> {
  await testDb().execute(
    sql`update pgboss.job set state = 'failed', completed_on = now() where data ->> 'exportId' = ${exportId}`,
  );
}

const underWay = async (userId: string) =>
  await testDb().$count(
    referralExports,
    and(eq(referralExports.userId, userId), inArray(referralExports.status, ["queued", "running"])),
  );

test("an export that failed for good is told, and does not keep its person from the next one", async () => {
  const ctx = await owner(1);
  const first = await requestReferralExport(ctx, "ru");
  await failForGood(first.id);
  expect(await latestReferralExport(ctx)).toMatchObject({ id: first.id, state: "failed" });
  const next = await requestReferralExport(ctx, "ru");
  expect(await latestReferralExport(ctx)).toMatchObject({ id: next.id, state: "under_way" });
  await expect(requestReferralExport(ctx, "ru")).rejects.toMatchObject({ reason: "export_under_way" });
  await writeReferralExport(testContext({ type: "system", job: "test" }), next.id, { signal });
  expect(await latestReferralExport(ctx)).toMatchObject({ id: next.id, state: "ready" });
});

test("one that is tried again, or taken by a worker, is still under way", async () => {
  const ctx = await owner(1);
  const { id } = await requestReferralExport(ctx, "ru");
  for (const state of ["retry", "active"]) {
    await testDb().execute(
      sql`update pgboss.job set state = ${state}::pgboss.job_state where data ->> 'exportId' = ${id}`,
    );
    expect(await latestReferralExport(ctx)).toMatchObject({ id, state: "under_way" });
    await expect(requestReferralExport(ctx, "ru")).rejects.toMatchObject({ reason: "export_under_way" });
  }
});

test("of many requests at once after a failure exactly one begins, round after round", async () => {
  const ctx = await owner(1);
  for (let round = 0; round < 5; round++) {
    const requested = await Promise.allSettled(
      Array.from({ length: 6 }, async () => await requestReferralExport(ctx, "ru")),
    );
    expect(requested.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await underWay(ctx.actor.userId)).toBe(1);
    await failForGood((await latestReferralExport(ctx))?.id ?? "");
  }
});

test("an operator who drives the failed one again does not have two written at once", async () => {
  const ctx = await owner(1_500);
  const system = testContext({ type: "system", job: "test" });
  const failed = await requestReferralExport(ctx, "ru");
  await writeReferralExport(system, failed.id, { signal, partsAtMost: 1 });
  await failForGood(failed.id);
  const [next] = await Promise.all([
    requestReferralExport(ctx, "ru"),
    writeReferralExport(system, failed.id, { signal }),
  ]);
  expect(await underWay(ctx.actor.userId)).toBe(1);
  await writeReferralExport(system, failed.id, { signal });
  await writeReferralExport(system, next.id, { signal });
  expect(await latestReferralExport(ctx)).toMatchObject({ id: next.id, state: "ready" });
  expect(await fileOf(ctx, next.id)).toHaveLength(1_501);
});

test("the database itself refuses a second export under way", async () => {
  const ctx = await owner(1);
  await requestReferralExport(ctx, "ru");
  const second = testDb()
    .insert(referralExports)
    .values({
      userId: ctx.actor.userId,
      status: "queued",
      locale: "ru",
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + 1_000),
    });
  await expect(second).rejects.toMatchObject({
    cause: { constraint_name: "referral_exports_under_way_key" },
  });
});

test("asking again and again keeps the last file, and no more", async () => {
  const ctx = await owner(1);
  const system = testContext({ type: "system", job: "test" });
  const ids: string[] = [];
  for (let round = 0; round < 4; round++) {
    const { id } = await requestReferralExport(ctx, "ru");
    ids.push(id);
    if (round === 2) await failForGood(id);
    else await writeReferralExport(system, id, { signal });
  }
  const kept = async () => {
    const own = eq(referralExports.userId, ctx.actor.userId);
    const rows = await testDb().select({ id: referralExports.id }).from(referralExports).where(own);
    return rows.map(({ id }) => id).sort();
  };
  expect(await kept()).toEqual([ids[1], ids[2], ids[3]]);
  const next = await requestReferralExport(ctx, "ru");
  expect(await kept()).toEqual([ids[3], next.id]);
  expect(await fileOf(ctx, ids[3] ?? "")).toHaveLength(2);
});

test("a file that is deleted while it is downloaded does not end as if it were whole", async () => {
  const ctx = await owner(1_500);
  const { id } = await requestReferralExport(ctx, "ru");
  await writeReferralExport(testContext({ type: "system", job: "test" }), id, { signal });
  const parts = await readReferralExport(ctx, id);
  expect((await parts.next()).done).toBe(false);
  await testDb().delete(referralExports).where(eq(referralExports.id, id));
  await expect(parts.next()).rejects.toMatchObject({ code: "not_found" });
});

test("one that nobody finished in its day stands in nobody's way either", async () => {
  const ctx = await owner(1);
  const { expiresAt } = await requestReferralExport(ctx, "ru");
  const later = { ...ctx, now: new Date(expiresAt.getTime() + 1) };
  await requestReferralExport(later, "ru");
  expect(await underWay(ctx.actor.userId)).toBe(1);
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
