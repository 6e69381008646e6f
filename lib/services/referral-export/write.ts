import "server-only";
import { eq } from "drizzle-orm";
import { referralExportParts, referralExports } from "@/db/schema/referral-export";
import type { Context, PersonActor } from "@/lib/context";
import { enqueue } from "@/lib/queue/enqueue";
import { csvHead, csvPart } from "@/lib/services/referral/csv";
import { csvWords } from "@/lib/services/referral/csv-words";

/** Less than a job may take: what is left goes on in another one. */
const budgetMs = 45_000;

interface WriteOptions {
  signal: AbortSignal;
  /** Parts written at most; for tests. */
  partsAtMost?: number;
}

/**
 * Writes an export's file part by part, each in a transaction with the place where it ends: a job
 * that is broken off, repeated or run twice at once leaves no gap and no repetition.
 */
export async function writeReferralExport(
  ctx: Pick<Context, "db" | "now">,
  exportId: string,
  { signal, partsAtMost = Number.POSITIVE_INFINITY }: WriteOptions,
): Promise<void> {
  const endsAt = performance.now() + budgetMs;
  for (let written = 0; await writePart(ctx, exportId); written++) {
    if (!signal.aborted && performance.now() < endsAt && written + 1 < partsAtMost) continue;
    await enqueue(ctx.db, "write-referral-export", { exportId });
    return;
  }
}

/** False when nothing is left to write, or the export is gone or was given up for another. */
async function writePart(ctx: Pick<Context, "db" | "now">, exportId: string): Promise<boolean> {
  return await ctx.db.transaction(async (db) => {
    const [row] = await db
      .select()
      .from(referralExports)
      .where(eq(referralExports.id, exportId))
      .for("update");
    if (row === undefined || row.status === "ready" || row.status === "failed") return false;
    const actor: PersonActor = {
      type: "user",
      userId: row.userId,
      sessionId: row.id,
      role: "user",
      emailVerified: true,
    };
    const words = csvWords(row.locale);
    const inside = { actor, db, now: ctx.now, requestId: exportId, client: { ip: null, userAgent: null } };
    const part = await csvPart(inside, row.cursor, words);
    const head = row.cursor === null ? csvHead(words) : "";
    await db.insert(referralExportParts).values({ exportId, part: row.rowsDone, text: head + part.text });
    const rowsDone = row.rowsDone + part.rows;
    await db
      .update(referralExports)
      .set({
        rowsDone,
        // People may have come or gone meanwhile.
        rowsTotal: part.nextCursor === null ? rowsDone : Math.max(row.rowsTotal, rowsDone),
        cursor: part.nextCursor,
        status: part.nextCursor === null ? "ready" : "running",
      })
      .where(eq(referralExports.id, exportId));
    return part.nextCursor !== null;
  });
}
