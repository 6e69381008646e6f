import "server-only";
import { and, count, eq, gt, isNull } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import { randomText } from "@/lib/crypto/random-text";
import type { CreateReferralCode } from "@/lib/domain/referral-code-input";
import { codeExpiry } from "@/lib/domain/referral-code-lifetime";
import { codeAlphabet, drawnCodeLength } from "@/lib/domain/referral-code-text";
import { vanityRefusal } from "@/lib/domain/vanity-text";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/services/audit/record";
import { swapActiveCode } from "./activate";
import { changeOwnCodes } from "./change-own";
import { codeColumns, codeItem, type ReferralCodeItem } from "./item";

const codesPerUser = 100;
/** Texts are never given out again and rows stay: who makes and deletes without end would use both up. */
const codesPerDay = 200;
const dayMs = 24 * 60 * 60_000;
const drawsAtMost = 5;

/**
 * Makes a code with the chosen text, or one drawn at random; inactive unless it is to be activated
 * at once.
 *
 * @throws {AppError} `conflict` with reason `too_many_referral_codes`; `rate_limited` with
 * `referral_codes_too_often`, deleted ones counted too; `validation_failed` or
 * `conflict` on the field `text` for one that nobody may choose or that is or was somebody's.
 */
export async function createReferralCode(
  ctx: Context<PersonActor>,
  input: CreateReferralCode,
): Promise<ReferralCodeItem> {
  refuseText(input.text);
  return await changeOwnCodes(ctx, async (inside) => {
    await refuseTooManyCodes(inside);
    await refuseTooOften(inside);
    const code = await (input.text === null
      ? insertDrawn(inside, input)
      : insertChosen(inside, input, input.text));
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

/** Whether there is room for one more, which a code restored is too. */
export async function refuseTooManyCodes(ctx: Context<PersonActor>): Promise<void> {
  const [living] = await ctx.db
    .select({ codes: count() })
    .from(referralCodes)
    .where(and(eq(referralCodes.userId, ctx.actor.userId), isNull(referralCodes.deletedAt)));
  if ((living?.codes ?? 0) >= codesPerUser)
    throw new AppError("conflict", { reason: "too_many_referral_codes" });
}

async function refuseTooOften(ctx: Context<PersonActor>): Promise<void> {
  const since = new Date(ctx.now.getTime() - dayMs);
  const { userId, createdAt } = referralCodes;
  const made = await ctx.db.$count(referralCodes, and(eq(userId, ctx.actor.userId), gt(createdAt, since)));
  if (made >= codesPerDay)
    throw new AppError("rate_limited", { reason: "referral_codes_too_often", retryAfterSeconds: 3600 });
}

function refuseText(text: string | null): void {
  const refusal = text === null ? null : vanityRefusal(text);
  if (refusal !== null) throw new AppError("validation_failed", { fieldErrors: { text: [refusal] } });
}

async function insertChosen(ctx: Context<PersonActor>, input: CreateReferralCode, text: string) {
  const code = await insertCode(ctx, input, text);
  if (code === null) throw new AppError("conflict", { fieldErrors: { text: ["code_text_taken"] } });
  return code;
}

async function insertDrawn(ctx: Context<PersonActor>, input: CreateReferralCode) {
  for (let draw = 0; draw < drawsAtMost; draw++) {
    const code = await insertCode(ctx, input, randomText(codeAlphabet, drawnCodeLength));
    if (code !== null) return code;
  }
  throw new AppError("unavailable", { reason: "no_free_code_text" });
}

/** Null for a text that is taken, in any case of its letters, by a deleted code too. */
async function insertCode(ctx: Context<PersonActor>, input: CreateReferralCode, text: string) {
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
  return code ?? null;
}
