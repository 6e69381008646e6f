import { getLocale } from "next-intl/server";
import { csvDownload } from "@/lib/http/csv-download";
import { referralsCsv } from "@/lib/services/referral/csv";
import { csvWords } from "@/lib/services/referral/csv-words";

/** The whole list as a file, for lists that are read faster than a job is begun. */
export async function GET(): Promise<Response> {
  const words = csvWords(await getLocale());
  return await csvDownload("referrals.csv", async (ctx) => referralsCsv(ctx, words));
}
