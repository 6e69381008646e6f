import { z } from "zod";
import { AppError } from "@/lib/errors";
import { csvDownload } from "@/lib/http/csv-download";
import { readReferralExport } from "@/lib/services/referral-export/read";

/** A file that a job has written. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/dashboard/referrals/export/[id]">,
): Promise<Response> {
  const { id } = await params;
  return await csvDownload("referrals.csv", async (ctx) => {
    if (!z.uuid().safeParse(id).success) throw new AppError("not_found");
    return await readReferralExport(ctx, id);
  });
}
