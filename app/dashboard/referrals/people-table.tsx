import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/badge";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { Page } from "@/lib/domain/page";
import type { ReferralItem } from "@/lib/services/referral/list";
import { type PageCursors, pageHref } from "./page-cursors";

const tones: Record<ReferralItem["status"], Tone> = {
  pending: "neutral",
  confirmed: "success",
  rejected: "danger",
};

interface PeopleTableProps {
  page: Page<ReferralItem>;
  cursors: PageCursors;
  now: Date;
}

export function PeopleTable({ page, cursors, now }: PeopleTableProps) {
  const t = useTranslations("referrals.people");
  const { items, nextCursor } = page;
  const columns = (["person", "code", "date", "state"] as const).map((column) => t(`columns.${column}`));
  return (
    <Card title={t("title")} description={t("description")} isFlush>
      {items.length > 0 && (
        <Table caption={t("caption")} columns={columns}>
          {items.map((referral) => (
            <PersonRow key={referral.id} referral={referral} now={now} />
          ))}
        </Table>
      )}
      {items.length === 0 && cursors.people === null && (
        <EmptyState icon={<UserPlus />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      {items.length === 0 && cursors.people !== null && (
        <p className="px-5 py-8 text-center text-muted text-sm">{t("end")}</p>
      )}
      <Pagination
        label={t("pages")}
        firstHref={cursors.people === null ? null : pageHref({ ...cursors, people: null }, "people")}
        nextHref={nextCursor === null ? null : pageHref({ ...cursors, people: nextCursor }, "people")}
      />
    </Card>
  );
}

function PersonRow({ referral, now }: { referral: ReferralItem; now: Date }) {
  const t = useTranslations("referrals");
  const { status, rejectionReason } = referral;
  return (
    <TableRow>
      <TableCell isMain>{referral.maskedEmail}</TableCell>
      <TableCell label={t("people.columns.code")}>
        <span className="font-mono">{referral.codeText}</span>
      </TableCell>
      <TableCell label={t("people.columns.date")}>
        <RelativeTime value={referral.createdAt} now={now} />
      </TableCell>
      <TableCell label={t("people.columns.state")}>
        <div className="text-right">
          <Badge tone={tones[status]}>{t(`people.status.${status}`)}</Badge>
          {rejectionReason !== null && (
            <p className="mt-1 text-muted text-xs">
              {t(rejectionReason === "same_address" ? "rejections.same_address" : "rejections.other")}
            </p>
          )}
        </div>
      </TableCell>
    </TableRow>
  );
}
