import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { emailTokens } from "@/db/schema/email-token";
import { projects } from "@/db/schema/project";
import { sessions } from "@/db/schema/session";
import { users } from "@/db/schema/user";
import { passwordMatches } from "@/lib/crypto/password";
import { randomId } from "@/lib/crypto/token";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { makeUser } from "@/lib/testing/factories";
import { deriveEmailToken } from "../email-token/derive";
import { signInWithPassword } from "../session/sign-in-with-password";
import { resetPassword } from "./reset-password";
import { signUp } from "./sign-up";
import { verifyEmail } from "./verify-email";

const later = (minutes: number) =>
  testContext({ type: "anonymous" }, { now: new Date(TEST_NOW.getTime() + minutes * 60_000) });
const someone = () => `somebody-${randomId().slice(-8)}@example.test`;
const strangers = "a password of the stranger's";
const owners = "a password of the owner's";
const otherPassword = { code: "validation_failed", fieldErrors: { password: ["password_of_sign_up"] } };
const invalidLink = { code: "not_found", reason: "link_invalid" };

async function register(
  email: string,
  password: string,
  minutes = 0,
  username = `u-${randomId().slice(-8)}`,
) {
  const form = { email, username, password, passwordConfirm: password, locale: "ru" as const };
  return await signUp(later(minutes), { ...form, referralCode: undefined });
}

async function accountOf(email: string) {
  const [user] = await testDb().select().from(users).where(eq(users.emailKey, email));
  if (user === undefined) throw new Error("There is no such user.");
  const tokens = await testDb().select().from(emailTokens).where(eq(emailTokens.userId, user.id));
  const links = tokens
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .map(({ id }) => deriveEmailToken(id));
  return { user, links, link: links.at(-1) ?? "" };
}

const signIn = async (login: string, password: string) =>
  await signInWithPassword(later(60), { login, password });

test("who confirms an address does not confirm a password that a stranger set", async () => {
  const email = someone();
  await register(email, strangers);
  const { link } = await accountOf(email);
  await expect(verifyEmail(later(1), { token: link, password: owners })).rejects.toMatchObject(otherPassword);
  await resetPassword(later(2), { token: link, password: owners, passwordConfirm: owners });
  await expect(signIn(email, strangers)).rejects.toMatchObject({ reason: "wrong_credentials" });
  const { user } = await accountOf(email);
  expect(user.emailVerifiedAt).not.toBeNull();
  await expect(signIn(email, owners)).resolves.toMatchObject({ id: user.id });
});

test("the owner who signs up after a stranger confirms with their own password and name", async () => {
  const email = someone();
  await register(email, strangers);
  await register(email, owners, 1, `owner-${randomId().slice(-8)}`);
  const { user, links, link } = await accountOf(email);
  expect(links).toHaveLength(1);
  expect(user.username).toMatch(/^owner-/);
  const [project] = await testDb().select().from(projects).where(eq(projects.personalOwnerId, user.id));
  expect(project?.name).toBe(user.username);
  await expect(verifyEmail(later(2), { token: link, password: strangers })).rejects.toMatchObject(
    otherPassword,
  );
  await verifyEmail(later(2), { token: link, password: owners });
  await expect(signIn(email, strangers)).rejects.toMatchObject({ reason: "wrong_credentials" });
});

test("a stranger who signs up after the owner opens nothing, whenever they do it", async () => {
  const email = someone();
  await register(email, owners);
  await register(email, strangers, 20);
  const { links } = await accountOf(email);
  expect(links).toHaveLength(2);
  for (const token of links)
    await expect(verifyEmail(later(21), { token, password: owners })).rejects.toMatchObject(otherPassword);
  await expect(signIn(email, strangers)).rejects.toMatchObject({ reason: "email_not_verified" });
});

test("a sign-up that races the confirmation does not end up confirmed", async () => {
  for (let round = 0; round < 5; round += 1) {
    const email = someone();
    await register(email, owners);
    const { link } = await accountOf(email);
    await Promise.allSettled([
      verifyEmail(later(1), { token: link, password: owners }),
      register(email, strangers, 1),
    ]);
    const { user } = await accountOf(email);
    if (user.emailVerifiedAt === null) continue;
    expect(await passwordMatches(user.passwordHash, owners)).toBe(true);
  }
});

test("a confirmed account is not changed by a sign-up with its address", async () => {
  const email = someone();
  await register(email, owners);
  const { link } = await accountOf(email);
  await verifyEmail(later(1), { token: link, password: owners });
  const before = await accountOf(email);
  await register(email, strangers, 20);
  expect(await accountOf(email)).toEqual(before);
});

test("a link that verifies sets no password once the address is verified", async () => {
  const email = someone();
  await register(email, owners);
  await register(email, owners, 20);
  const { links } = await accountOf(email);
  const [first = "", second = ""] = links;
  await verifyEmail(later(21), { token: second, password: owners });
  const next = { password: strangers, passwordConfirm: strangers };
  await expect(resetPassword(later(22), { token: first, ...next })).rejects.toMatchObject(invalidLink);
  await expect(verifyEmail(later(22), { token: first, password: owners })).rejects.toMatchObject(invalidLink);
});

test("of links that are followed at once one works, and none fails otherwise", async () => {
  const email = someone();
  await register(email, owners);
  await register(email, owners, 20);
  const { user, links } = await accountOf(email);
  const attempts = links.flatMap((token) => [
    verifyEmail(later(21), { token, password: owners }).then(() => "done"),
    resetPassword(later(21), { token, password: owners, passwordConfirm: owners }).then(() => "done"),
  ]);
  const outcomes = await Promise.all(
    attempts.map(async (attempt) => await attempt.catch((error: { code: string }) => error.code)),
  );
  expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
  expect(new Set(outcomes)).toEqual(new Set(["done", "not_found"]));
  const welcomes = await testDb().execute(
    sql`select 1 from pgboss.job where data->>'template' = 'welcome' and data->>'userId' = ${user.id}`,
  );
  expect(welcomes).toHaveLength(1);
  expect(await testDb().$count(sessions, eq(sessions.userId, user.id))).toBe(0);
});

test("a second sign-up cannot take the name of somebody else, even in a race", async () => {
  const taken = await makeUser();
  const [one, other] = [someone(), someone()];
  await register(one, owners);
  await register(other, owners);
  await expect(register(one, owners, 1, taken.username)).rejects.toMatchObject({ code: "conflict" });
  const wanted = `wanted-${randomId().slice(-8)}`;
  const outcomes = await Promise.allSettled(
    [one, other].map(async (email) => await register(email, owners, 1, wanted)),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({
    code: "conflict",
    fieldErrors: { username: ["username_taken"] },
  });
});
