import "server-only";
import type { Context, PersonActor } from "@/lib/context";
import { csvByteOrderMark, csvLine } from "@/lib/domain/csv";
import { listReferrals, type ReferralItem } from "./list";

const rowsPerPart = 1_000;

const columns = ["id", "masked_email", "code", "status", "rejection_reason", "created_at", "decided_at"];

export const csvHead = csvByteOrderMark + csvLine(columns);

/** All of the actor's referrals as CSV, part by part, so that no number of them fills the memory. */
export async function* referralsCsv(ctx: Context<PersonActor>): AsyncGenerator<string> {
  yield csvHead;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof csvPart>> = await csvPart(ctx, cursor);
    if (page.text !== "") yield page.text;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** The rows after `cursor`: at most a thousand. */
export async function csvPart(ctx: Context<PersonActor>, cursor: string | null) {
  const { items, nextCursor } = await listReferrals(ctx, { cursor, limit: rowsPerPart });
  return { text: items.map(csvRow).join(""), rows: items.length, nextCursor };
}

function csvRow(referral: ReferralItem): string {
  return csvLine([
    referral.id,
    referral.maskedEmail,
    referral.codeText,
    referral.status,
    referral.rejectionReason ?? "",
    referral.createdAt.toISOString(),
    referral.decidedAt?.toISOString() ?? "",
  ]);
}
