import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { v7 } from "uuid";
import { isUniqueViolation } from "@/db/errors";
import { users } from "@/db/schema/user";
import { allEnded } from "@/lib/all-ended";
import type { Context } from "@/lib/context";
import { hashPassword } from "@/lib/crypto/password";
import { accountKey, type SignUp } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "../audit/record";
import { issueEmailToken } from "../email-token/issue";
import { createPersonalProject } from "../project/create-personal";
import { attributeSignUp, settleAttribution } from "../referral/attribute-sign-up";
import { signUpAgain } from "./sign-up-again";
import type { SignedUp } from "./signed-up";

/**
 * Registers a person, or, for an address that has an account, tells its owner by mail: the answer
 * is the same. An account that nobody has confirmed yet belongs to whoever signed up last. Everything,
 * the mail included, is one transaction.
 *
 * @throws {AppError} `conflict` on the field `username` when that is taken.
 */
export async function signUp(ctx: Context, input: SignUp): Promise<SignedUp> {
  const passwordHash = await hashPassword(input.password);
  const signedUp = await ctx.db
    .transaction(async (db) => {
      const tx = { ...ctx, db };
      const user = await insertUser(tx, input, passwordHash);
      if (user === null) return await signUpAgain(tx, input, passwordHash);
      // What does not need one another is sent together: round trips are most of what this costs.
      const [referral] = await allEnded([
        attributeSignUp(tx, { codeText: input.referralCode, newUser: user }),
        createPersonalProject(tx, user),
        mailLink(tx, user),
        recordAudit(tx, { action: "user.signed_up", subjectType: "user", subjectId: user.id }),
      ]);
      return { email: input.email, referral };
    })
    .catch((error: unknown) => {
      if (isUniqueViolation(error, "users_username_key")) throw usernameTaken();
      throw error;
    });
  await settleAttribution(ctx, signedUp.referral, input.referralCode ?? "");
  return signedUp;
}

async function mailLink(ctx: Context, user: NewUser): Promise<void> {
  const emailTokenId = v7();
  await allEnded([
    issueEmailToken(ctx, user, "verify_email", emailTokenId),
    enqueue(ctx.db, "send-mail", { template: "verify_email", userId: user.id, emailTokenId }),
  ]);
}

type NewUser = Pick<typeof users.$inferSelect, "id" | "email" | "emailKey" | "username">;

/** Null where the address has an account. */
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
  await refuseTakenUsername(ctx, accountKey(input.username), emailKey);
  return null;
}

/**
 * A taken name is told first, whoever has the address: the answer must not say that somebody has it.
 * Only who sends the same form twice is spared.
 */
async function refuseTakenUsername(ctx: Context, usernameKey: string, emailKey: string): Promise<void> {
  const byAnother = and(eq(users.usernameKey, usernameKey), ne(users.emailKey, emailKey));
  if ((await ctx.db.$count(users, byAnother)) > 0) throw usernameTaken();
}

function usernameTaken(): AppError {
  return new AppError("conflict", { fieldErrors: { username: ["username_taken"] } });
}
