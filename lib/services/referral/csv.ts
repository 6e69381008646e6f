import "server-only";
import type { Context, PersonActor } from "@/lib/context";
import { csvByteOrderMark, csvLine } from "@/lib/domain/csv";
import type { CsvWords } from "./csv-words";
import { listReferrals, type ReferralItem } from "./list";

const rowsPerPart = 1_000;

export function csvHead(words: CsvWords): string {
  return csvByteOrderMark + csvLine(words.columns);
}

/** All of the actor's referrals as CSV, part by part, so that no number of them fills the memory. */
export async function* referralsCsv(ctx: Context<PersonActor>, words: CsvWords): AsyncGenerator<string> {
  yield csvHead(words);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof csvPart>> = await csvPart(ctx, cursor, words);
    if (page.text !== "") yield page.text;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** The rows after `cursor`: at most a thousand. */
export async function csvPart(ctx: Context<PersonActor>, cursor: string | null, words: CsvWords) {
  const { items, nextCursor } = await listReferrals(ctx, { cursor, limit: rowsPerPart });
  return { text: items.map((item) => csvRow(item, words)).join(""), rows: items.length, nextCursor };
}

function csvRow(referral: ReferralItem, { word }: CsvWords): string {
  return csvLine([
    referral.id,
    referral.maskedEmail,
    referral.codeText,
    word(referral.status),
    word(referral.rejectionReason ?? ""),
    referral.createdAt.toISOString(),
    referral.decidedAt?.toISOString() ?? "",
  ]);
}
