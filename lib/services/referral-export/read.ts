import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import { referralExportParts, referralExports } from "@/db/schema/referral-export";
import type { Context, PersonActor } from "@/lib/context";
import { AppError } from "@/lib/errors";

/**
 * The file of one of the actor's exports, part by part.
 *
 * @throws {AppError} `not_found` when it is not theirs, not ready or not kept any more.
 */
export async function readReferralExport(
  ctx: Context<PersonActor>,
  exportId: string,
): Promise<AsyncGenerator<string>> {
  const [row] = await ctx.db
    .select({ id: referralExports.id })
    .from(referralExports)
    .where(
      and(
        eq(referralExports.id, exportId),
        eq(referralExports.userId, ctx.actor.userId),
        eq(referralExports.status, "ready"),
        gt(referralExports.expiresAt, ctx.now),
      ),
    );
  if (row === undefined) throw new AppError("not_found");
  const parts = await ctx.db.$count(referralExportParts, eq(referralExportParts.exportId, exportId));
  return partsOf(ctx, exportId, parts);
}

/** A file that is deleted meanwhile breaks off: half of it must not look whole. */
async function* partsOf(ctx: Context, exportId: string, parts: number): AsyncGenerator<string> {
  let after = -1;
  for (let read = 0; read < parts; read++) {
    const [row] = await ctx.db
      .select({ part: referralExportParts.part, text: referralExportParts.text })
      .from(referralExportParts)
      .where(and(eq(referralExportParts.exportId, exportId), gt(referralExportParts.part, after)))
      .orderBy(asc(referralExportParts.part))
      .limit(1);
    if (row === undefined) throw new AppError("not_found");
    yield row.text;
    after = row.part;
  }
}
