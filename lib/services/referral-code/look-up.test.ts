import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import type { CreateReferralCode } from "@/lib/domain/referral-code-input";
import { attributeSignUp, settleAttribution } from "@/lib/services/referral/attribute-sign-up";
import { setFindableByEmail } from "@/lib/services/user/set-findable";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { activateReferralCode } from "./activate";
import { createReferralCode } from "./create";
import { deactivateReferralCode } from "./deactivate";
import { extendReferralCode } from "./extend";
import { forgetLookUp, lookUpCode } from "./look-up";
import { removeReferralCode } from "./remove";

const draft: CreateReferralCode = {
  text: null,
  label: null,
  lifetime: { days: 30 },
  maxUses: null,
  activate: true,
};

/** A database that must not be asked. */
const noDb = new Proxy(
  {},
  {
    get: () => () => {
      throw new Error("PostgreSQL was asked");
    },
  },
) as Db;

async function owner(overrides: Parameters<typeof makeUser>[0] = {}) {
  const user = await makeUser(overrides);
  return { user, ctx: testContext(actorOf(user)) };
}

const find = async (email: string, ctx = testContext({ type: "anonymous" })) =>
  (await lookUpCode(ctx, email))?.text ?? null;

test("an active code is found by its owner's address, whatever the case", async () => {
  const { user, ctx } = await owner();
  const code = await createReferralCode(ctx, draft);
  expect(await lookUpCode(ctx, user.email.toUpperCase())).toEqual({
    text: code.text,
    expiresAt: code.expiresAt,
  });
});

test("what was found once, and what was not, is answered without PostgreSQL", async () => {
  const { user, ctx } = await owner();
  const code = await createReferralCode(ctx, draft);
  await find(user.email);
  await find("nobody@example.test");
  const without = testContext({ type: "anonymous" }, { db: noDb });
  expect(await find(user.email, without)).toBe(code.text);
  expect(await find("nobody@example.test", without)).toBeNull();
  await expect(find("never-asked@example.test", without)).rejects.toThrow("PostgreSQL was asked");
});

test("every change of the code is seen at once", async () => {
  const { user, ctx } = await owner();
  expect(await find(user.email)).toBeNull();
  const first = await createReferralCode(ctx, draft);
  expect(await find(user.email)).toBe(first.text);
  await deactivateReferralCode(ctx, { codeId: first.id });
  expect(await find(user.email)).toBeNull();
  await activateReferralCode(ctx, { codeId: first.id });
  expect(await find(user.email)).toBe(first.text);
  const second = await createReferralCode(ctx, draft);
  expect(await find(user.email)).toBe(second.text);
  await removeReferralCode(ctx, { codeId: second.id });
  expect(await find(user.email)).toBeNull();
});

test("an extension is seen at once", async () => {
  const { user, ctx } = await owner();
  const code = await createReferralCode(ctx, draft);
  await find(user.email);
  const { expiresAt } = await extendReferralCode(ctx, { codeId: code.id, lifetime: { days: 1 } });
  expect(await lookUpCode(ctx, user.email)).toEqual({ text: code.text, expiresAt });
});

test("a code whose uses are spent is not found any more", async () => {
  const { user, ctx } = await owner();
  const code = await createReferralCode(ctx, { ...draft, maxUses: 1 });
  expect(await find(user.email)).toBe(code.text);
  const outcome = await attributeSignUp(ctx, { codeText: code.text, newUser: await makeUser() });
  await settleAttribution(ctx, outcome, code.text);
  expect(await find(user.email)).toBeNull();
});

test("an expired code is not found, though it was kept a moment before its expiry", async () => {
  const { user, ctx } = await owner();
  const code = await createReferralCode(ctx, draft);
  const justBefore = new Date(code.expiresAt.getTime() - 1);
  expect(await find(user.email, { ...testContext({ type: "anonymous" }), now: justBefore })).toBe(code.text);
  expect(await find(user.email, { ...testContext({ type: "anonymous" }), now: code.expiresAt })).toBeNull();
});

test("an expired active code is not handed out when nothing is kept", async () => {
  const { user, ctx } = await owner();
  const code = await createReferralCode(ctx, draft);
  expect(await find(user.email, { ...testContext({ type: "anonymous" }), now: code.expiresAt })).toBeNull();
});

test("whoever is not to be found, or is archived, has no code", async () => {
  const { user, ctx } = await owner();
  const code = await createReferralCode(ctx, draft);
  await setFindableByEmail(ctx, false);
  expect(await find(user.email)).toBeNull();
  await setFindableByEmail(ctx, true);
  expect(await find(user.email)).toBe(code.text);
  await testDb().update(users).set({ archivedAt: ctx.now }).where(eq(users.id, user.id));
  await forgetLookUp(ctx.db, user.id);
  expect(await find(user.email)).toBeNull();
});

/** What one look-up asks of PostgreSQL and of the store, in order and without what it asks about. */
async function costOf(email: string): Promise<string[]> {
  const asked: string[] = [];
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1 });
  const logQuery = (query: string) => void asked.push(query);
  const db = drizzle(sql, { casing: "snake_case", logger: { logQuery } });
  const watch = (message: unknown) => {
    const { request } = message as { request: { body: string } };
    const [command, ...parts] = (JSON.parse(request.body) as unknown[]).flat();
    asked.push(`${command} of ${parts.length}`);
  };
  subscribe("undici:request:create", watch);
  try {
    expect(await find(email, testContext({ type: "anonymous" }, { db }))).toBeNull();
    return asked;
  } finally {
    unsubscribe("undici:request:create", watch);
    await sql.end();
  }
}

// Equal work is what makes the times equal; to compare the times themselves would say more of the machine's load.
test("addresses without a code to be found cost the same two questions, whatever the reason", async () => {
  const codeless = await makeUser();
  const hidden = await owner({ findableByEmail: false });
  await createReferralCode(hidden.ctx, draft);
  const gone = await owner({ archivedAt: new Date() });
  await createReferralCode(gone.ctx, draft);
  const expired = await owner();
  const { expiresAt } = await createReferralCode(expired.ctx, draft);
  await testDb()
    .update(referralCodes)
    .set({ createdAt: new Date(0), expiresAt: new Date(1) })
    .where(eq(referralCodes.expiresAt, expiresAt));
  const unknown = await costOf("unknown@example.test");
  expect(unknown).toEqual(["mget of 2", expect.stringMatching(/^select .* from "users"/)]);
  for (const { email } of [codeless, hidden.user, gone.user, expired.user])
    expect(await costOf(email)).toEqual(unknown);
});
