import "server-only";
import { referralCodes } from "@/db/schema/referral-code";
import { type CodeStanding, codeStanding } from "@/lib/domain/referral-code-usability";
import { referralLink } from "@/lib/domain/referral-link";
import { env } from "@/lib/env";

/** A code as its owner sees it. */
export interface ReferralCodeItem {
  id: string;
  text: string;
  /** The link to share. */
  url: string;
  label: string | null;
  standing: CodeStanding;
  uses: number;
  /** Null: without limit. */
  maxUses: number | null;
  clicks: number;
  createdAt: Date;
  expiresAt: Date;
}

export const codeColumns = {
  id: referralCodes.id,
  text: referralCodes.text,
  label: referralCodes.label,
  isActive: referralCodes.isActive,
  uses: referralCodes.uses,
  maxUses: referralCodes.maxUses,
  createdAt: referralCodes.createdAt,
  expiresAt: referralCodes.expiresAt,
};

type CodeRow = Pick<typeof referralCodes.$inferSelect, keyof typeof codeColumns>;

export function codeItem(row: CodeRow, clicks: number, now: Date): ReferralCodeItem {
  const { isActive: _, ...shown } = row;
  return {
    ...shown,
    url: referralLink(env().APP_URL, row.text),
    standing: codeStanding(row, now),
    clicks,
  };
}
