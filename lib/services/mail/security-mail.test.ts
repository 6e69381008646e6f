import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { hashPassword } from "@/lib/crypto/password";
import type { MailJob } from "@/lib/queue/jobs";
import { createApiKey } from "@/lib/services/api-key/create";
import { deriveEmailToken } from "@/lib/services/email-token/derive";
import { issueEmailToken } from "@/lib/services/email-token/issue";
import { createPersonalProject } from "@/lib/services/project/create-personal";
import { signInWithPassword } from "@/lib/services/session/sign-in-with-password";
import { resetPassword } from "@/lib/services/user/reset-password";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser, type TestUser } from "@/lib/testing/factories";
import { composeMail } from "./compose-mail";

const password = "верблюд на мосту";
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const anybody = testContext({ type: "anonymous" });
const ctx = { ...anybody, client: { ip: "203.0.113.9", userAgent: firefox } };
let user: TestUser;

beforeEach(async () => {
  const verified = new Date(TEST_NOW.getTime() - 2 * 60 * 60_000);
  user = await makeUser({ passwordHash: await hashPassword(password), emailVerifiedAt: verified });
});

/** The mails that were queued for the person, as they would be written now. */
async function subjects(): Promise<unknown[]> {
  const rows = await testDb().execute<{ data: MailJob }>(
    sql`select data from pgboss.job where name = 'send-mail' and data->>'userId' = ${user.id} order by created_on`,
  );
  const mails = await Promise.all(rows.map(async ({ data }) => (await composeMail(ctx, data))?.mail));
  return mails.map((mail) => mail && [mail.template, "subject" in mail ? mail.subject : null]);
}

test("a sign-in from a device that the account does not know is told to its owner", async () => {
  await signInWithPassword(ctx, { login: user.email, password }, { isKnownDevice: false });
  expect(await subjects()).toEqual([["new_sign_in", "Firefox, Linux"]]);
});

test("a known device, a refused sign-in and the first hour of an account are no news", async () => {
  await signInWithPassword(ctx, { login: user.email, password }, { isKnownDevice: true });
  const wrong = signInWithPassword(ctx, { login: user.email, password: "не тот" }, { isKnownDevice: false });
  await expect(wrong).rejects.toMatchObject({ code: "unauthenticated" });
  const young = { ...ctx, now: new Date(TEST_NOW.getTime() - 90 * 60_000) };
  await signInWithPassword(young, { login: user.email, password }, { isKnownDevice: false });
  expect(await subjects()).toEqual([]);
});

test("a changed password is told, and that it can be changed back", async () => {
  const emailTokenId = await issueEmailToken(ctx, user, "reset_password");
  const changed = {
    token: deriveEmailToken(emailTokenId),
    password: "другой пароль",
    passwordConfirm: "другой пароль",
  };
  await resetPassword(ctx, changed);
  expect(await subjects()).toEqual([["password_changed", null]]);
  const composed = await composeMail(ctx, { template: "password_changed", userId: user.id });
  expect(composed?.mail).toMatchObject({ resetLink: "http://localhost:3000/forgot-password" });
});

test("a new API key is told to its maker by its name, and nobody else's key is named", async () => {
  await createPersonalProject(ctx, user);
  const own = testContext(actorOf(user));
  const { id: keyId } = await createApiKey(own, {
    name: "Отчёты",
    scopes: ["connections:read"],
    expiresInDays: null,
  });
  expect(await subjects()).toEqual([["api_key_created", "Отчёты"]]);
  const other = await makeUser();
  const foreign = await composeMail(ctx, { template: "api_key_created", userId: other.id, keyId });
  expect(foreign?.mail).toMatchObject({ subject: null });
});
