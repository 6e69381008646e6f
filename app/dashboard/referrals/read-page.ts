import "server-only";
import { lastDays } from "@/lib/domain/day-range";
import { requirePageContext } from "@/lib/http/page-context";
import { countReferrals } from "@/lib/services/referral/count";
import { readLeaderboard } from "@/lib/services/referral/leaderboard";
import { listReferrals } from "@/lib/services/referral/list";
import { referralStatistics } from "@/lib/services/referral/statistics";
import { findActiveReferralCode, listReferralCodes } from "@/lib/services/referral-code/list";
import { listRestorableCodes } from "@/lib/services/referral-code/restore";
import { latestReferralExport } from "@/lib/services/referral-export/progress";
import { isFindableByEmail } from "@/lib/services/user/set-findable";
import type { PageView } from "./page-view";

const codesPerPage = 10;
const peoplePerPage = 20;

/** All that the page shows, asked for at once. */
export async function readPage(view: PageView) {
  const ctx = await requirePageContext();
  const [activeCode, codes, restorable, counts, people, statistics, board, latestExport, isFindable] =
    await Promise.all([
      findActiveReferralCode(ctx),
      listReferralCodes(ctx, { cursor: view.codes, limit: codesPerPage }),
      listRestorableCodes(ctx),
      countReferrals(ctx),
      listReferrals(ctx, { cursor: view.people, limit: peoplePerPage }),
      referralStatistics(ctx, lastDays(ctx.now, view.days)),
      readLeaderboard(ctx),
      latestReferralExport(ctx),
      isFindableByEmail(ctx),
    ]);
  return {
    now: ctx.now,
    activeCode,
    codes,
    restorable,
    counts,
    people,
    statistics,
    board,
    latestExport,
    isFindable,
  };
}
