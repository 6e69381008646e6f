import { Download, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/badge";
import { buttonClass } from "@/app/_ui/button-class";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { Page } from "@/lib/domain/page";
import type { ReferralItem } from "@/lib/services/referral/list";
import type { ExportProgress } from "@/lib/services/referral-export/progress";
import { ExportButton } from "./export-button";
import { type PageView, pageHref } from "./page-view";

const sentAtOnce = 2_000;

const toldReasons = ["same_address", "duplicate_mailbox", "disposable_address", "operator"] as const;

function told(reason: string): (typeof toldReasons)[number] | "other" {
  return toldReasons.find((name) => name === reason) ?? "other";
}

const tones: Record<ReferralItem["status"], Tone> = {
  pending: "neutral",
  confirmed: "success",
  rejected: "danger",
};

interface PeopleTableProps {
  page: Page<ReferralItem>;
  /** Of all pages. */
  total: number;
  latestExport: ExportProgress | null;
  view: PageView;
  now: Date;
}

export function PeopleTable({ page, total, latestExport, view, now }: PeopleTableProps) {
  const t = useTranslations("referrals.people");
  const { items, nextCursor } = page;
  const columns = (["person", "code", "date", "state"] as const).map((column) => t(`columns.${column}`));
  return (
    <Card
      title={t("title")}
      description={t("description")}
      isFlush
      action={total > 0 && <ExportAction total={total} latest={latestExport} />}
    >
      {items.length > 0 && (
        <Table caption={t("caption")} columns={columns}>
          {items.map((referral) => (
            <PersonRow key={referral.id} referral={referral} now={now} />
          ))}
        </Table>
      )}
      {items.length === 0 && view.people === null && (
        <EmptyState icon={<UserPlus />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      {items.length === 0 && view.people !== null && (
        <p className="px-5 py-8 text-center text-muted text-sm">{t("end")}</p>
      )}
      <Pagination
        label={t("pages")}
        firstHref={view.people === null ? null : pageHref({ ...view, people: null }, "people")}
        nextHref={nextCursor === null ? null : pageHref({ ...view, people: nextCursor }, "people")}
      />
    </Card>
  );
}

/** A short list is sent as it is read; a long one is written by a job. */
function ExportAction({ total, latest }: { total: number; latest: ExportProgress | null }) {
  const t = useTranslations("referrals.export");
  if (total > sentAtOnce) return <ExportButton latest={latest} />;
  return (
    <a
      href="/dashboard/referrals/export"
      download
      className={buttonClass({ variant: "secondary", size: "sm" })}
    >
      <Download />
      {t("download")}
    </a>
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
            <p className="mt-1 text-muted text-xs">{t(`rejections.${told(rejectionReason)}`)}</p>
          )}
        </div>
      </TableCell>
    </TableRow>
  );
}
