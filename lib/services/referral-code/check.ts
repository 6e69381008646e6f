import "server-only";
import type { Context } from "@/lib/context";
import { type CodeUsability, codeUsability } from "@/lib/domain/referral-code-usability";
import { findCodeByText } from "./find-by-text";

/** For whoever has the text of a code: whether a sign-up may use it, and nothing about its owner. */
export async function checkReferralCode(ctx: Context, text: string): Promise<{ status: CodeUsability }> {
  return { status: codeUsability(await findCodeByText(ctx.db, text), ctx.now) };
}
