import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { emailTokens } from "@/db/schema/email-token";
import { projects } from "@/db/schema/project";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { accountKey, type SignUp } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "../audit/record";
import { issueEmailToken } from "../email-token/issue";
import { type AttributionOutcome, attributeSignUp } from "../referral/attribute-sign-up";
import { checkReferralCode } from "../referral-code/check";
import type { SignedUp } from "./signed-up";

const mailUnderWayMs = 10 * 60_000;

/**
 * A sign-up, in its transaction, with an address that has an account. One that was confirmed stays as
 * it is, and its owner is told. One that was not takes this sign-up's password and name: whoever came
 * first need not be the owner, and the confirmation asks for the password.
 */
export async function signUpAgain(ctx: Context, input: SignUp, passwordHash: string): Promise<SignedUp> {
  const user = await replaceUnconfirmed(ctx, input, passwordHash);
  if (user === null) {
    await tellOwner(ctx, input);
    return { email: input.email, referral: await judgeCode(ctx, input) };
  }
  await sendLinkAgain(ctx, user);
  await recordAudit(ctx, { action: "user.signed_up_again", subjectType: "user", subjectId: user.id });
  const referral = await attributeSignUp(ctx, { codeText: input.referralCode, newUser: user, isAgain: true });
  return {
    email: input.email,
    // Whose earlier referral was rejected is not told of it: the account would show.
    referral: referral.status === "none" ? await judgeCode(ctx, input) : referral,
  };
}

async function replaceUnconfirmed(ctx: Context, input: SignUp, passwordHash: string) {
  const { id, email, emailKey, username } = users;
  const [user] = await ctx.db
    .update(users)
    .set({
      username: input.username,
      usernameKey: accountKey(input.username),
      passwordHash,
      locale: input.locale,
      updatedAt: ctx.now,
    })
    .where(
      and(eq(emailKey, accountKey(input.email)), isNull(users.emailVerifiedAt), isNull(users.archivedAt)),
    )
    .returning({ id, email, emailKey, username });
  if (user === undefined) return null;
  await ctx.db.update(projects).set({ name: user.username }).where(eq(projects.personalOwnerId, user.id));
  return user;
}

async function tellOwner(ctx: Context, input: SignUp): Promise<void> {
  const [owner] = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.emailKey, accountKey(input.email)));
  if (owner === undefined) throw new AppError("internal");
  await enqueue(ctx.db, "send-mail", { template: "account_exists", userId: owner.id });
}

/** Who presses the button twice gets one mail: a link under way is good for the new password too. */
async function sendLinkAgain(ctx: Context, user: { id: string; emailKey: string }): Promise<void> {
  const underWay = await ctx.db.$count(
    emailTokens,
    and(
      eq(emailTokens.userId, user.id),
      eq(emailTokens.purpose, "verify_email"),
      gt(emailTokens.createdAt, new Date(ctx.now.getTime() - mailUnderWayMs)),
    ),
  );
  if (underWay > 0) return;
  const emailTokenId = await issueEmailToken(ctx, user, "verify_email");
  await enqueue(ctx.db, "send-mail", { template: "verify_email", userId: user.id, emailTokenId });
}

async function judgeCode(ctx: Context, { referralCode }: SignUp): Promise<AttributionOutcome> {
  if (referralCode === undefined || referralCode.trim() === "") return { status: "none" };
  const { status } = await checkReferralCode(ctx, referralCode);
  return status === "usable" ? { status: "applied" } : { status: "refused", reason: status };
}
