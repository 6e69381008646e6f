import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { AnyReferral } from "@/lib/services/referral/list-all";
import { DecideButton } from "./decide-button";

const tones: Record<AnyReferral["status"], Tone> = {
  pending: "neutral",
  confirmed: "success",
  rejected: "danger",
};

const reasons = ["own_code", "same_address", "disposable_address", "duplicate_mailbox", "operator"] as const;

export function ReferralTable({ referrals, now }: { referrals: readonly AnyReferral[]; now: Date }) {
  const t = useTranslations("admin.referrals");
  const columns = (["person", "referrer", "state", "created", "actions"] as const).map((column) =>
    t(`columns.${column}`),
  );
  return (
    <Table caption={t("list")} columns={columns}>
      {referrals.map((referral) => (
        <TableRow key={referral.id}>
          <TableCell isMain>
            <span className="wrap-anywhere inline-block sm:min-w-40">{referral.email}</span>
          </TableCell>
          <TableCell label={t("columns.referrer")}>
            <Invitation referral={referral} />
          </TableCell>
          <TableCell label={t("columns.state")}>
            <Standing referral={referral} />
          </TableCell>
          <TableCell label={t("columns.created")}>
            <span className="text-muted">
              <RelativeTime value={referral.createdAt} now={now} />
            </span>
          </TableCell>
          <TableCell>
            <DecideButton
              referralId={referral.id}
              email={referral.email}
              verb={referral.status === "rejected" ? "reinstate" : "reject"}
            />
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}

function Invitation({ referral: { referrerEmail, code } }: { referral: AnyReferral }) {
  const t = useTranslations("admin.referrals");
  return (
    <div className="min-w-0 text-right sm:min-w-40 sm:text-left">
      <p className="wrap-anywhere">{referrerEmail}</p>
      <p className="text-muted text-xs">
        <span className="font-mono">{code.text}</span>
        {code.maxUses !== null && <> · {t("uses", { uses: code.uses, max: code.maxUses })}</>}
      </p>
    </div>
  );
}

function Standing({ referral: { status, rejectionReason, decisionNote } }: { referral: AnyReferral }) {
  const t = useTranslations("admin.referrals");
  const reason = reasons.find((each) => each === rejectionReason) ?? "other";
  return (
    <div className="flex flex-col items-end gap-1 text-right text-xs sm:items-start sm:text-left">
      <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>
      {rejectionReason !== null && <span className="text-muted">{t(`reasons.${reason}`)}</span>}
      {decisionNote !== null && (
        <span className="wrap-anywhere text-muted">{t("note", { note: decisionNote })}</span>
      )}
    </div>
  );
}
