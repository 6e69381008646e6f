import "server-only";
import { v7 } from "uuid";
import { emailTokens } from "@/db/schema/email-token";
import type { Context } from "@/lib/context";
import { deriveEmailToken, emailTokenHash } from "./derive";

const hourMs = 60 * 60_000;
const lifeMs = { verify_email: 48 * hourMs, reset_password: hourMs, confirm_address: 48 * hourMs } as const;

/**
 * A single-use token for the user's present address; its text is derived when the mail is written.
 *
 * @param id for who needs it before the token is written
 */
export async function issueEmailToken(
  ctx: Pick<Context, "db" | "now">,
  user: { id: string; emailKey: string },
  purpose: keyof typeof lifeMs,
  id = v7(),
): Promise<string> {
  await ctx.db.insert(emailTokens).values({
    id,
    userId: user.id,
    purpose,
    emailKey: user.emailKey,
    tokenHash: emailTokenHash(deriveEmailToken(id)),
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + lifeMs[purpose]),
  });
  return id;
}
