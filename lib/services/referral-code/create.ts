import "server-only";
import { and, count, eq, isNull } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, UserActor } from "@/lib/context";
import { randomText } from "@/lib/crypto/random-text";
import type { CreateReferralCode } from "@/lib/domain/referral-code-input";
import { codeExpiry } from "@/lib/domain/referral-code-lifetime";
import { codeAlphabet, drawnCodeLength } from "@/lib/domain/referral-code-text";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/services/audit/record";
import { swapActiveCode } from "./activate";
import { codeColumns, codeItem, type ReferralCodeItem } from "./item";
import { lockOwnCodes } from "./own-code";

const codesPerUser = 100;
const drawsAtMost = 5;

/**
 * Makes a code with a text drawn at random; inactive unless it is to be activated at once.
 *
 * @throws {AppError} `conflict` with reason `too_many_referral_codes`.
 */
export async function createReferralCode(
  ctx: Context<UserActor>,
  input: CreateReferralCode,
): Promise<ReferralCodeItem> {
  return await ctx.db.transaction(async (db) => {
    const inside = { ...ctx, db };
    await lockOwnCodes(inside);
    await refuseTooMany(inside);
    const code = await insertWithDrawnText(inside, input);
    await recordAudit(inside, {
      action: "referral_code.created",
      subjectType: "referral_code",
      subjectId: code.id,
      data: { expiresAt: code.expiresAt.toISOString(), maxUses: code.maxUses },
    });
    if (input.activate) await swapActiveCode(inside, code.id);
    return codeItem({ ...code, isActive: input.activate }, 0, ctx.now);
  });
}

async function refuseTooMany(ctx: Context<UserActor>): Promise<void> {
  const [living] = await ctx.db
    .select({ codes: count() })
    .from(referralCodes)
    .where(and(eq(referralCodes.userId, ctx.actor.userId), isNull(referralCodes.deletedAt)));
  if ((living?.codes ?? 0) >= codesPerUser)
    throw new AppError("conflict", { reason: "too_many_referral_codes" });
}

/** A text that is taken, by a deleted code too, is drawn again. */
async function insertWithDrawnText(ctx: Context<UserActor>, input: CreateReferralCode) {
  for (let draw = 0; draw < drawsAtMost; draw++) {
    const text = randomText(codeAlphabet, drawnCodeLength);
    const [code] = await ctx.db
      .insert(referralCodes)
      .values({
        userId: ctx.actor.userId,
        text,
        textKey: text.toLowerCase(),
        label: input.label,
        maxUses: input.maxUses,
        createdAt: ctx.now,
        expiresAt: codeExpiry(ctx.now, input.lifetime),
      })
      .onConflictDoNothing({ target: referralCodes.textKey })
      .returning(codeColumns);
    if (code !== undefined) return code;
  }
  throw new AppError("unavailable", { reason: "no_free_code_text" });
}
