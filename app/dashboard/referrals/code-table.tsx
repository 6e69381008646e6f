import { Ticket } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/badge";
import { Card } from "@/app/_ui/card";
import { CopyButton } from "@/app/_ui/copy-button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { Page } from "@/lib/domain/page";
import type { CodeStanding } from "@/lib/domain/referral-code-usability";
import type { ReferralCodeItem } from "@/lib/services/referral-code/item";
import { CodeRowMenu } from "./code-row-menu";
import { Countdown } from "./countdown";
import { CreateCodeDialog } from "./create-code-dialog";
import { type PageView, pageHref } from "./page-view";
import { UsesOf } from "./uses-of";

const tones: Record<CodeStanding, Tone> = {
  active: "success",
  inactive: "neutral",
  expired: "warning",
  used_up: "warning",
};

interface CodeTableProps {
  page: Page<ReferralCodeItem>;
  view: PageView;
  now: Date;
}

export function CodeTable({ page, view, now }: CodeTableProps) {
  const t = useTranslations("referrals.codes");
  const { items, nextCursor } = page;
  const columns = (["code", "state", "clicks", "uses", "expires", "actions"] as const).map((column) =>
    t(`columns.${column}`),
  );
  return (
    <Card title={t("title")} description={t("description")} isFlush>
      {items.length > 0 && (
        <Table caption={t("caption")} columns={columns}>
          {items.map((code) => (
            <CodeRow key={code.id} code={code} now={now} />
          ))}
        </Table>
      )}
      {items.length === 0 && view.codes === null && (
        <EmptyState
          icon={<Ticket />}
          title={t("emptyTitle")}
          text={t("emptyText")}
          action={<CreateCodeDialog />}
        />
      )}
      {items.length === 0 && view.codes !== null && (
        <p className="px-5 py-8 text-center text-muted text-sm">{t("end")}</p>
      )}
      <Pagination
        label={t("pages")}
        firstHref={view.codes === null ? null : pageHref({ ...view, codes: null }, "codes")}
        nextHref={nextCursor === null ? null : pageHref({ ...view, codes: nextCursor }, "codes")}
      />
    </Card>
  );
}

function CodeRow({ code, now }: { code: ReferralCodeItem; now: Date }) {
  const t = useTranslations("referrals.codes");
  const format = useFormatter();
  return (
    <TableRow>
      <TableCell isMain>
        <div className="min-w-0">
          <span className="font-mono">{code.text}</span>
          {code.label !== null && <p className="truncate font-normal text-muted text-xs">{code.label}</p>}
        </div>
      </TableCell>
      <TableCell label={t("columns.state")}>
        <Badge tone={tones[code.standing]} hasDot={code.standing === "active"}>
          {t(`standing.${code.standing}`)}
        </Badge>
      </TableCell>
      <TableCell label={t("columns.clicks")}>
        <span className="tabular-nums">{format.number(code.clicks)}</span>
      </TableCell>
      <TableCell label={t("columns.uses")}>
        <UsesOf code={code} />
      </TableCell>
      <TableCell label={t("columns.expires")}>
        <Countdown until={code.expiresAt} now={now} />
      </TableCell>
      <TableCell isActions>
        <span className="inline-flex items-center">
          <CopyButton text={code.url} label={t("copy", { code: code.text })} variant="ghost" isIconOnly />
          <CodeRowMenu code={code} />
        </span>
      </TableCell>
    </TableRow>
  );
}
