import "server-only";
import { eq, sql } from "drizzle-orm";
import { referralClicks } from "@/db/schema/referral-code";
import type { Context } from "@/lib/context";
import { hmacSha256, randomToken } from "@/lib/crypto/token";
import { directSource, otherSource } from "@/lib/domain/click-source";
import { type CodeUsability, codeUsability } from "@/lib/domain/referral-code-usability";
import { claim } from "@/lib/kv/claim";
import { findCodeByText } from "@/lib/services/referral-code/find-by-text";

const repeatWithinSeconds = 60 * 60;
const sourcesPerCode = 50;

export interface FollowedLink {
  /** The code's text as its owner has it. */
  text: string;
  usability: CodeUsability;
}

/**
 * Counts a click on a code's link, by the day in UTC and where the link stood; of who clicked
 * nothing is kept. Links of dead codes count too: their owner sees that they are still out there.
 *
 * @param input.isCounted false for crawlers, previews and prefetches: they are only told where to go.
 * @returns null for a text that is no code's.
 */
export async function recordClick(
  ctx: Context,
  input: { codeText: string; source: string; isCounted: boolean },
): Promise<FollowedLink | null> {
  const code = await findCodeByText(ctx.db, input.codeText);
  if (code === null) return null;
  if (input.isCounted && (await isFirstWithinAnHour(ctx, code.id))) await count(ctx, code.id, input.source);
  return { text: code.text, usability: codeUsability(code, ctx.now) };
}

/**
 * Whether this visitor has not followed the link within the hour. The mark is a digest under a salt
 * that is drawn each day and gone with it, so that it leads back to nobody.
 */
async function isFirstWithinAnHour({ client, now }: Context, codeId: string): Promise<boolean> {
  if (client.ip === null) return true;
  const salt = await claim(`click-salt:${dayOf(now)}`, randomToken(), 24 * 60 * 60);
  const visitor = hmacSha256(salt, `${codeId} ${client.ip} ${client.userAgent ?? ""}`);
  const mine = randomToken(6);
  return (await claim(`click:${visitor.slice(0, 32)}`, mine, repeatWithinSeconds)) === mine;
}

async function count(ctx: Context, codeId: string, source: string): Promise<void> {
  await ctx.db
    .insert(referralClicks)
    .values({ codeId, day: dayOf(ctx.now), source: await roomFor(ctx, codeId, source), clicks: 1 })
    .onConflictDoUpdate({
      target: [referralClicks.codeId, referralClicks.day, referralClicks.source],
      set: { clicks: sql`${referralClicks.clicks} + 1` },
    });
}

/** A link is anybody's to write: whoever invents sources by the thousand fills one counter. */
async function roomFor(ctx: Context, codeId: string, source: string): Promise<string> {
  if (source === directSource || source === otherSource) return source;
  const rows = await ctx.db
    .selectDistinct({ source: referralClicks.source })
    .from(referralClicks)
    .where(eq(referralClicks.codeId, codeId))
    .limit(sourcesPerCode);
  return rows.length < sourcesPerCode || rows.some((row) => row.source === source) ? source : otherSource;
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
