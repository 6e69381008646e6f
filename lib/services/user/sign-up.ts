import "server-only";
import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { hashPassword } from "@/lib/crypto/password";
import { accountKey, type SignUp } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "../audit/record";
import { issueEmailToken } from "../email-token/issue";
import { createPersonalProject } from "../project/create-personal";
import { type AttributionOutcome, attributeSignUp, settleAttribution } from "../referral/attribute-sign-up";
import { checkReferralCode } from "../referral-code/check";

const mailUnderWayMs = 10 * 60_000;

export interface SignedUp {
  email: string;
  referral: AttributionOutcome;
}

/**
 * Registers a person, or, for an address that has an account, tells its owner by mail: the answer
 * is the same. Everything, the mail included, is one transaction.
 *
 * @throws {AppError} `conflict` on the field `username` when that is taken.
 */
export async function signUp(ctx: Context, input: SignUp): Promise<SignedUp> {
  const passwordHash = await hashPassword(input.password);
  const signedUp = await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const user = await insertUser(tx, input, passwordHash);
    if (user === null) return await answerForTakenAddress(tx, input);
    await createPersonalProject(tx, user);
    const referral = await attributeSignUp(tx, { codeText: input.referralCode, newUser: user });
    const emailTokenId = await issueEmailToken(tx, user, "verify_email");
    await enqueue(db, "send-mail", { template: "verify_email", userId: user.id, emailTokenId });
    await recordAudit(tx, { action: "user.signed_up", subjectType: "user", subjectId: user.id });
    return { email: input.email, referral };
  });
  await settleAttribution(ctx, signedUp.referral, input.referralCode ?? "");
  return signedUp;
}

type NewUser = Pick<typeof users.$inferSelect, "id" | "email" | "emailKey" | "username">;

async function insertUser(ctx: Context, input: SignUp, passwordHash: string): Promise<NewUser | null> {
  const emailKey = accountKey(input.email);
  const [inserted] = await ctx.db
    .insert(users)
    .values({
      id: v7(),
      email: input.email,
      emailKey,
      username: input.username,
      usernameKey: accountKey(input.username),
      passwordHash,
      locale: input.locale,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: users.id, email: users.email, emailKey: users.emailKey, username: users.username });
  if (inserted !== undefined) return inserted;
  const [owner] = await ctx.db
    .select({
      id: users.id,
      usernameKey: users.usernameKey,
      emailVerifiedAt: users.emailVerifiedAt,
      createdAt: users.createdAt,
    })
    .from(users)
    .where(eq(users.emailKey, emailKey));
  await refuseTakenUsername(ctx, accountKey(input.username), owner?.usernameKey ?? null);
  if (owner === undefined) throw new AppError("internal");
  if (!isWaitingForMail(owner, ctx.now))
    await enqueue(ctx.db, "send-mail", { template: "account_exists", userId: owner.id });
  return null;
}

/**
 * A taken name is told first, whoever has the address: the answer must not say that somebody has it.
 * Only who sends the same form twice is spared.
 */
async function refuseTakenUsername(
  ctx: Context,
  usernameKey: string,
  ownersKey: string | null,
): Promise<void> {
  if (usernameKey === ownersKey) return;
  if ((await ctx.db.$count(users, eq(users.usernameKey, usernameKey))) === 0) return;
  throw new AppError("conflict", { fieldErrors: { username: ["username_taken"] } });
}

/** Who presses the button twice gets one mail, and not a warning of themselves. */
function isWaitingForMail(owner: { emailVerifiedAt: Date | null; createdAt: Date }, now: Date): boolean {
  return owner.emailVerifiedAt === null && now.getTime() - owner.createdAt.getTime() < mailUnderWayMs;
}

async function answerForTakenAddress(ctx: Context, input: SignUp): Promise<SignedUp> {
  if (input.referralCode === undefined || input.referralCode === "") {
    return { email: input.email, referral: { status: "none" } };
  }
  const { status } = await checkReferralCode(ctx, input.referralCode);
  return {
    email: input.email,
    referral: status === "usable" ? { status: "applied" } : { status: "refused", reason: status },
  };
}
