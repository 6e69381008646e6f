import "server-only";
import type { Context } from "@/lib/context";
import { codeUsability } from "@/lib/domain/referral-code-usability";
import { findCodeByText } from "./find-by-text";

/** Whether a sign-up may use this code now, and if not, why. */
export async function checkReferralCode(ctx: Pick<Context, "db" | "now">, text: string) {
  return { status: codeUsability(await findCodeByText(ctx.db, text), ctx.now) };
}
