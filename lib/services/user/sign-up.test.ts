import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { emailTokens } from "@/db/schema/email-token";
import { projectMembers, projects } from "@/db/schema/project";
import { sessions } from "@/db/schema/session";
import { users } from "@/db/schema/user";
import { hashPassword, passwordMatches } from "@/lib/crypto/password";
import { randomId } from "@/lib/crypto/token";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { makeUser } from "@/lib/testing/factories";
import { deriveEmailToken } from "../email-token/derive";
import { issueEmailToken } from "../email-token/issue";
import { signInWithPassword } from "../session/sign-in-with-password";
import { resetPassword } from "./reset-password";
import { signUp } from "./sign-up";
import { verifyEmail } from "./verify-email";

const anonymous = () => testContext({ type: "anonymous" });

function person(overrides: object = {}) {
  const username = `p-${randomId().slice(-8)}`;
  const password = "a long enough password";
  const email = `${username}@example.test`;
  return {
    email,
    username,
    password,
    passwordConfirm: password,
    referralCode: undefined,
    locale: "ru" as const,
    ...overrides,
  };
}

async function mails(template: string): Promise<number> {
  const rows = await testDb().execute(sql`select 1 from pgboss.job where data->>'template' = ${template}`);
  return rows.length;
}

async function userOf(email: string) {
  const [user] = await testDb().select().from(users).where(eq(users.emailKey, email.toLowerCase()));
  if (user === undefined) throw new Error("There is no such user.");
  return user;
}

test("a sign-up makes a user, a project of their own and one mail, and stores no readable secret", async () => {
  const before = await mails("verify_email");
  const input = person();
  await signUp(anonymous(), input);
  const user = await userOf(input.email);
  expect(user.passwordHash).toMatch(/^\$argon2id\$/);
  expect(await passwordMatches(user.passwordHash, input.password)).toBe(true);
  const [project] = await testDb().select().from(projects).where(eq(projects.personalOwnerId, user.id));
  const [member] = await testDb().select().from(projectMembers).where(eq(projectMembers.userId, user.id));
  expect(member).toMatchObject({ projectId: project?.id, role: "owner" });
  expect(await mails("verify_email")).toBe(before + 1);
  const [token] = await testDb().select().from(emailTokens).where(eq(emailTokens.userId, user.id));
  expect(token?.tokenHash).not.toBe(deriveEmailToken(token?.id ?? ""));
});

test("the same address twelve times at once makes one user and one mail to verify", async () => {
  const before = await mails("verify_email");
  const input = person();
  const variants = Array.from({ length: 12 }, (_, index) => ({
    ...input,
    username: `${input.username}-${index}`,
    email: index % 2 === 0 ? input.email : input.email.toUpperCase(),
  }));
  const answers = await Promise.all(variants.map(async (variant) => await signUp(anonymous(), variant)));
  expect(new Set(answers.map(({ referral }) => referral.status))).toEqual(new Set(["none"]));
  expect(await testDb().$count(users, eq(users.emailKey, input.email))).toBe(1);
  expect(await mails("verify_email")).toBe(before + 1);
});

test("a taken username is said so, whatever its case, and makes nothing", async () => {
  const taken = await makeUser();
  const input = person({ username: taken.username.toUpperCase() });
  await expect(signUp(anonymous(), input)).rejects.toMatchObject({
    code: "conflict",
    fieldErrors: { username: ["username_taken"] },
  });
  expect(await testDb().$count(users, eq(users.emailKey, input.email))).toBe(0);
});

test("a verification link works once, and two at once do its work once", async () => {
  const input = person();
  await signUp(anonymous(), input);
  const user = await userOf(input.email);
  const [token] = await testDb().select().from(emailTokens).where(eq(emailTokens.userId, user.id));
  const text = deriveEmailToken(token?.id ?? "");
  const before = await mails("welcome");
  const results = await Promise.allSettled(
    [1, 2, 3].map(async () => await verifyEmail(anonymous(), { token: text, password: input.password })),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await mails("welcome")).toBe(before + 1);
});

test("an expired, foreign or made-up link is refused in the same words", async () => {
  const input = person();
  await signUp(anonymous(), input);
  const user = await userOf(input.email);
  const [token] = await testDb().select().from(emailTokens).where(eq(emailTokens.userId, user.id));
  const text = deriveEmailToken(token?.id ?? "");
  const refusal = { code: "not_found", reason: "link_invalid" };
  const late = { ...anonymous(), now: new Date((token?.expiresAt.getTime() ?? 0) + 1) };
  const { password } = input;
  await expect(verifyEmail(late, { token: text, password })).rejects.toMatchObject(refusal);
  await expect(verifyEmail(anonymous(), { token: "f".repeat(64), password })).rejects.toMatchObject(refusal);
  const reset = { token: text, password: "another long password", passwordConfirm: "another long password" };
  await expect(resetPassword(late, reset)).rejects.toMatchObject(refusal);
  const foreign = deriveEmailToken(await issueEmailToken(anonymous(), user, "reset_password"));
  await expect(verifyEmail(anonymous(), { token: foreign, password })).rejects.toMatchObject(refusal);
});

test("sign-in refuses unknown, wrong, archived and unverified, the first three in the same words", async () => {
  const input = person();
  await signUp(anonymous(), input);
  const wrong = { code: "unauthenticated", reason: "wrong_credentials" };
  const attempt = async (login: string, password: string) =>
    await signInWithPassword(anonymous(), { login, password });
  await expect(attempt("nobody@example.test", input.password)).rejects.toMatchObject(wrong);
  await expect(attempt(input.email, "wrong")).rejects.toMatchObject(wrong);
  await expect(attempt(input.email, input.password)).rejects.toMatchObject({ reason: "email_not_verified" });
  const user = await userOf(input.email);
  await testDb().update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, user.id));
  await expect(attempt(input.username.toUpperCase(), input.password)).resolves.toMatchObject({ id: user.id });
  expect(await testDb().$count(sessions, eq(sessions.userId, user.id))).toBe(1);
  await testDb().update(users).set({ archivedAt: new Date() }).where(eq(users.id, user.id));
  await expect(attempt(input.email, input.password)).rejects.toMatchObject(wrong);
});

test("a known address and an unknown one are answered alike, with a taken username too", async () => {
  const owner = await makeUser();
  const taken = await makeUser();
  const unconfirmed = person();
  await signUp(anonymous(), unconfirmed);
  const outcome = async (email: string, username: string) =>
    await signUp(anonymous(), person({ email, username })).then(
      ({ referral }) => referral.status,
      (error: { fieldErrors?: object }) => JSON.stringify(error.fieldErrors),
    );
  const unknown = `${randomId()}@example.test`;
  for (const known of [owner.email, unconfirmed.email])
    expect(await outcome(known, taken.username)).toBe(await outcome(unknown, taken.username));
  expect(await outcome(owner.email, `new-${randomId().slice(-6)}`)).toBe(
    await outcome(unknown, `new-${randomId().slice(-6)}`),
  );
});

test("a reset makes every other reset link useless, and a sign-in that it overtakes opens nothing", async () => {
  const user = await makeUser({ passwordHash: await hashPassword("the old password") });
  const links = await Promise.all(
    [1, 2].map(async () => await issueEmailToken(anonymous(), user, "reset_password")),
  );
  const [used = "", other = ""] = links.map((id) => deriveEmailToken(id));
  const next = { password: "the new password", passwordConfirm: "the new password" };
  const [, reset] = await Promise.allSettled([
    signInWithPassword(anonymous(), { login: user.email, password: "the old password" }),
    resetPassword(anonymous(), { token: used, ...next }),
  ]);
  expect(reset.status).toBe("fulfilled");
  expect(await testDb().$count(sessions, eq(sessions.userId, user.id))).toBe(0);
  await expect(resetPassword(anonymous(), { token: other, ...next })).rejects.toMatchObject({
    reason: "link_invalid",
  });
});
