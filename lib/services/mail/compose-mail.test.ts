import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { projectMembers } from "@/db/schema/project";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import type { MailJob } from "@/lib/queue/jobs";
import { deriveEmailToken } from "@/lib/services/email-token/derive";
import { issueEmailToken } from "@/lib/services/email-token/issue";
import { createPersonalProject } from "@/lib/services/project/create-personal";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { makeUser, type TestUser } from "@/lib/testing/factories";
import { composeMail } from "./compose-mail";

const ctx = testContext({ type: "system", job: "test" });
const later = (ms: number) => ({ ...ctx, now: new Date(TEST_NOW.getTime() + ms) });

async function first<T>(rows: Promise<T[]>): Promise<T> {
  const [row] = await rows;
  if (row === undefined) throw new Error("There is no row.");
  return row;
}

describe("a mail with a link", () => {
  let user: TestUser;
  let job: MailJob;
  let emailTokenId: string;

  beforeAll(async () => {
    user = await makeUser({ locale: "en" });
    emailTokenId = await issueEmailToken(ctx, user, "reset_password");
    job = { template: "reset_password", userId: user.id, emailTokenId };
  });

  test("goes to its user, in their language, with the token that is derived from its row", async () => {
    expect(await composeMail(ctx, job)).toEqual({
      to: user.email,
      locale: "en",
      mail: {
        template: "reset_password",
        username: user.username,
        link: `http://localhost:3000/reset-password?token=${deriveEmailToken(emailTokenId)}`,
      },
      isReported: false,
    });
  });

  test("has lost its point when the link has expired", async () => {
    expect(await composeMail(later(60 * 60_000), job)).toBeNull();
  });

  test("never goes to another user, for another purpose or to another address", async () => {
    const other = await makeUser();
    expect(await composeMail(ctx, { ...job, userId: other.id })).toBeNull();
    expect(await composeMail(ctx, { template: "verify_email", userId: user.id, emailTokenId })).toBeNull();
    const moved = { email: "moved@example.test", emailKey: "moved@example.test" };
    await testDb().update(users).set(moved).where(eq(users.id, user.id));
    expect(await composeMail(ctx, job)).toBeNull();
  });
});

test("an archived user gets no mail", async () => {
  const user = await makeUser({ archivedAt: TEST_NOW });
  expect(await composeMail(ctx, { template: "welcome", userId: user.id })).toBeNull();
});

test("who tried to sign up again is shown where to sign in and how to reset", async () => {
  const user = await makeUser();
  const composed = await composeMail(ctx, { template: "account_exists", userId: user.id });
  expect(composed?.mail).toMatchObject({
    link: "http://localhost:3000/sign-in",
    resetLink: "http://localhost:3000/forgot-password",
  });
});

test("the referrer is told the code and a masked address, unless the referral was rejected", async () => {
  const [referrer, referred] = [await makeUser(), await makeUser({ email: "anna.petrova@example.test" })];
  const code = await first(
    testDb()
      .insert(referralCodes)
      .values({
        userId: referrer.id,
        text: "Pizza-1",
        textKey: "pizza-1",
        createdAt: TEST_NOW,
        expiresAt: TEST_NOW,
      })
      .returning(),
  );
  const referral = await first(
    testDb()
      .insert(referrals)
      .values({
        codeId: code.id,
        referrerId: referrer.id,
        referredId: referred.id,
        status: "pending",
        createdAt: TEST_NOW,
      })
      .returning(),
  );
  const job = { template: "referral_registered", userId: referrer.id, referralId: referral.id } as const;
  const composed = await composeMail(ctx, job);
  expect(composed?.mail).toMatchObject({ code: "Pizza-1", maskedEmail: "a***@example.test" });
  expect(await composeMail(ctx, { ...job, userId: referred.id })).toBeNull();
  await testDb().update(referrals).set({ status: "rejected" }).where(eq(referrals.id, referral.id));
  expect(await composeMail(ctx, job)).toBeNull();
});

describe("a mail about a connection", () => {
  let owner: TestUser;
  let connectionId: string;

  beforeAll(async () => {
    owner = await makeUser();
    const projectId = await createPersonalProject(ctx, owner);
    const connection = await first(
      testDb()
        .insert(connections)
        .values({
          projectId,
          provider: "amocrm",
          upstreamOrigin: "https://acme.amocrm.ru",
          upstreamAccountId: "1",
          name: "Acme",
          status: "reauth_required",
          scopes: [],
          createdAt: TEST_NOW,
          updatedAt: TEST_NOW,
        })
        .returning(),
    );
    connectionId = connection.id;
  });

  const compose = (template: "reconnect_needed" | "connection_recovered", userId = owner.id) =>
    composeMail(ctx, { template, userId, connectionId });

  test("says what is still true, and nothing when it no longer is", async () => {
    expect((await compose("reconnect_needed"))?.mail).toMatchObject({
      provider: "amocrm",
      connection: "Acme",
      link: `http://localhost:3000/dashboard/connections/${connectionId}`,
    });
    expect(await compose("connection_recovered")).toBeNull();
    await testDb().update(connections).set({ status: "active" }).where(eq(connections.id, connectionId));
    expect(await compose("reconnect_needed")).toBeNull();
    expect((await compose("connection_recovered"))?.mail).toMatchObject({ connection: "Acme" });
  });

  test("does not go to who has left the project, nor to a stranger", async () => {
    const stranger = await makeUser();
    expect(await compose("connection_recovered", stranger.id)).toBeNull();
    await testDb().delete(projectMembers).where(eq(projectMembers.userId, owner.id));
    expect(await compose("connection_recovered")).toBeNull();
  });
});
