import "server-only";
import { sql } from "drizzle-orm";
import { referralClicks } from "@/db/schema/referral-code";
import type { Context } from "@/lib/context";
import { type CodeUsability, codeUsability } from "@/lib/domain/referral-code-usability";
import { findCodeByText } from "@/lib/services/referral-code/find-by-text";

export interface FollowedLink {
  /** The code's text as its owner has it. */
  text: string;
  usability: CodeUsability;
}

/**
 * Counts a click on a code's link, by the day in UTC; of who clicked nothing is kept. Links of
 * dead codes count too: their owner sees that they are still out there.
 *
 * @param input.isCounted false for crawlers, previews and prefetches: they are only told where to go.
 * @returns null for a text that is no code's.
 */
export async function recordClick(
  ctx: Context,
  input: { codeText: string; isCounted: boolean },
): Promise<FollowedLink | null> {
  const code = await findCodeByText(ctx.db, input.codeText);
  if (code === null) return null;
  if (input.isCounted) {
    await ctx.db
      .insert(referralClicks)
      .values({ codeId: code.id, day: ctx.now.toISOString().slice(0, 10), clicks: 1 })
      .onConflictDoUpdate({
        target: [referralClicks.codeId, referralClicks.day, referralClicks.source],
        set: { clicks: sql`${referralClicks.clicks} + 1` },
      });
  }
  return { text: code.text, usability: codeUsability(code, ctx.now) };
}
