import { DayRange, lastDays } from "@/lib/domain/day-range";
import type { Handler } from "@/lib/http/handler";
import { parse } from "@/lib/http/parse";
import { rawRoute, route } from "@/lib/http/route";
import { textStream } from "@/lib/http/text-stream";
import { actForPerson } from "@/lib/services/project/act-for-person";
import { referralsCsv } from "@/lib/services/referral/csv";
import { apiWords } from "@/lib/services/referral/csv-words";
import { listReferrals, type ReferralItem } from "@/lib/services/referral/list";
import { referrerProfile } from "@/lib/services/referral/me";
import { referralStatistics } from "@/lib/services/referral/statistics";
import {
  exportReferralsContract,
  listReferralsContract,
  referralStatisticsContract,
  referralsOfMeContract,
} from "../contracts/referrals";
import { codeBody } from "./referral-codes";

export const referralsOfMeHandler: Handler = route(referralsOfMeContract, async ({ ctx }) => {
  const profile = await referrerProfile(await actForPerson(ctx));
  return {
    id: profile.id,
    email: profile.email,
    findable_by_email: profile.isFindable,
    referral_count: profile.counts.pending + profile.counts.confirmed,
    referrals: profile.counts,
    referral_codes: profile.codes.map(codeBody),
  };
});

export const listReferralsHandler: Handler = route(listReferralsContract, async ({ ctx, query }) => {
  const page = await listReferrals(await actForPerson(ctx), {
    cursor: query.cursor ?? null,
    limit: query.limit,
  });
  return { items: page.items.map(referralBody), next_cursor: page.nextCursor };
});

export const referralStatisticsHandler: Handler = route(
  referralStatisticsContract,
  async ({ ctx, query }) => {
    const end = query.to === undefined ? ctx.now : new Date(query.to);
    const range = parse(DayRange, { ...lastDays(end, 30), ...query });
    const { days, totals, sources } = await referralStatistics(await actForPerson(ctx), range);
    const numbers = ({ clicks, signUps, confirmed }: typeof totals) => ({
      clicks,
      sign_ups: signUps,
      confirmed,
    });
    return {
      days: days.map(({ day, ...counted }) => ({ day, ...numbers(counted) })),
      totals: numbers(totals),
      sources,
    };
  },
);

export const exportReferralsHandler: Handler = rawRoute(exportReferralsContract.scope, async ({ ctx }) => {
  const lines = referralsCsv(await actForPerson(ctx), apiWords);
  return new Response(textStream(lines), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="referrals.csv"',
      "cache-control": "no-store",
      "x-request-id": ctx.requestId,
    },
  });
});

function referralBody(referral: ReferralItem) {
  return {
    id: referral.id,
    masked_email: referral.maskedEmail,
    code: referral.codeText,
    status: referral.status,
    rejection_reason: referral.rejectionReason,
    created_at: referral.createdAt.toISOString(),
    decided_at: referral.decidedAt?.toISOString() ?? null,
  };
}
