import "server-only";
import { referrals } from "@/db/schema/referral";
import type { Context } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";
import { type CodeRefusal, codeUsability } from "@/lib/domain/referral-code-usability";
import { canonicalAddress, type ReferralRejection, referralRejection } from "@/lib/domain/referral-rejection";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "@/lib/services/audit/record";
import { findCodeByText } from "@/lib/services/referral-code/find-by-text";
import { forgetLookUp } from "@/lib/services/referral-code/look-up";
import { returnCodeUse, takeCodeUse } from "@/lib/services/referral-code/take-use";
import { holdEarlierReferral, withdrawReferral } from "./earlier-referral";

export interface SignUpAttribution {
  /** As typed, or from the link's cookie; undefined or blank when there was none. */
  codeText: string | undefined;
  newUser: { id: string; email: string };
  /** The account was there, unconfirmed: it may have been referred by an earlier sign-up. */
  isAgain?: boolean;
}

/** What became of the code. A sign-up goes on whatever it is. */
export type AttributionOutcome =
  | { status: "applied" }
  | { status: "refused"; reason: CodeRefusal }
  | { status: "none" };

type NewUser = SignUpAttribution["newUser"];
type FoundCode = NonNullable<Awaited<ReturnType<typeof findCodeByText>>>;

/**
 * Credits a registration to the owner of a code, once per person, and tells the owner by mail. Of
 * several sign-ups with an address that nobody has confirmed the last code counts, as the last
 * password does: whoever came first need not be the owner. To be called with the sign-up's transaction as `ctx.db`: a sign-up that fails credits and sends
 * nothing. A referral that the rules reject is recorded, costs no use and sends nothing either;
 * the person who signs up is not told.
 */
export async function attributeSignUp(ctx: Context, input: SignUpAttribution): Promise<AttributionOutcome> {
  const text = input.codeText?.trim() ?? "";
  if (text === "") return { status: "none" };
  return await ctx.db.transaction(async (db) => await attribute({ ...ctx, db }, text, input));
}

/**
 * To be called after the sign-up's commit: who looks a used-up code's owner up by address no longer
 * finds it.
 */
export async function settleAttribution(ctx: Context, outcome: AttributionOutcome, codeText: string) {
  if (outcome.status !== "applied") return;
  const code = await findCodeByText(ctx.db, codeText);
  if (code !== null && codeUsability(code, ctx.now) !== "usable") await forgetLookUp(ctx.db, code.owner.id);
}

async function attribute(ctx: Context, text: string, { newUser, isAgain = false }: SignUpAttribution) {
  const code = await findCodeByText(ctx.db, text);
  const earlier = isAgain && code !== null ? await holdEarlierReferral(ctx, newUser.id, code.id) : null;
  if (earlier === "by_this_code") return { status: "applied" } as const;
  const usability = codeUsability(code, ctx.now);
  if (code === null || usability !== "usable") return refused(usability);
  const rejection = referralRejection(code.owner, newUser);
  // Nobody refers themselves, and the table would refuse the row.
  if (rejection === "own_code") return { status: "none" } as const;
  if (rejection !== null) return await recordRejected(ctx, code, newUser, rejection);
  if (!(await takeCodeUse(ctx, code.id)))
    return refused(codeUsability(await findCodeByText(ctx.db, text), ctx.now));
  if (earlier !== null) await withdrawReferral(ctx, earlier);
  return await recordPending(ctx, code, newUser);
}

/** A code found usable and then not taken was spent in between, whatever it looks like now. */
function refused(usability: ReturnType<typeof codeUsability>): AttributionOutcome {
  return { status: "refused", reason: usability === "usable" ? "used_up" : usability };
}

async function recordPending(ctx: Context, code: FoundCode, newUser: NewUser): Promise<AttributionOutcome> {
  const id = await insertReferral(ctx, code, newUser, { status: "pending" });
  if (id === null) {
    await returnCodeUse(ctx, code.id);
    return await recordRejected(ctx, code, newUser, "duplicate_mailbox");
  }
  await enqueue(ctx.db, "send-mail", {
    template: "referral_registered",
    userId: code.owner.id,
    referralId: id,
  });
  await recordAudit(ctx, {
    action: "referral.registered",
    subjectType: "referral",
    subjectId: id,
    data: { codeId: code.id, referredId: newUser.id },
  });
  return { status: "applied" };
}

async function recordRejected(
  ctx: Context,
  code: FoundCode,
  newUser: NewUser,
  reason: ReferralRejection,
): Promise<AttributionOutcome> {
  const decision = { status: "rejected", rejectionReason: reason, decidedAt: ctx.now } as const;
  const id = await insertReferral(ctx, code, newUser, decision);
  if (id === null) return { status: "none" };
  await recordAudit(ctx, {
    action: "referral.rejected",
    subjectType: "referral",
    subjectId: id,
    data: { codeId: code.id, referredId: newUser.id, reason },
  });
  return { status: "applied" };
}

/** The new referral's id; null when the person has been referred before, or the mailbox counts already. */
async function insertReferral(
  ctx: Context,
  code: FoundCode,
  newUser: NewUser,
  decision: Pick<typeof referrals.$inferInsert, "status" | "rejectionReason" | "decidedAt">,
): Promise<string | null> {
  const [row] = await ctx.db
    .insert(referrals)
    .values({
      ...decision,
      codeId: code.id,
      referrerId: code.owner.id,
      referredId: newUser.id,
      mailboxKey: sha256(canonicalAddress(newUser.email)),
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: referrals.id });
  return row?.id ?? null;
}
