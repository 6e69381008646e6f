import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { CopyButton } from "@/app/_ui/copy-button";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { Overview } from "@/lib/services/overview/get";
import { StatTile } from "../_parts/stat-tile";

interface TilesProps {
  overview: Overview;
  now: Date;
}

export function Tiles({ overview, now }: TilesProps) {
  const t = useTranslations("dashboard");
  const { pending, confirmed } = overview.referrals;
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <ConnectionsTile {...overview.connections} />
      <StatTile label={t("tiles.referrals")} value={confirmed}>
        {pending > 0 ? t("tiles.pending", { count: pending }) : t("tiles.noPending")}
      </StatTile>
      <ActiveCodeTile code={overview.activeCode} now={now} />
    </div>
  );
}

function ConnectionsTile({ active, attention, total }: Overview["connections"]) {
  const t = useTranslations("dashboard");
  if (total === 0) {
    return (
      <StatTile label={t("tiles.connections")} value={0}>
        {t("tiles.noConnections")}
      </StatTile>
    );
  }
  return (
    <StatTile label={t("tiles.connections")} value={t("tiles.healthy", { active, total })}>
      {attention > 0 ? (
        <Link
          href="/dashboard/connections?show=attention"
          className="rounded-sm font-medium text-warning-text underline decoration-1 underline-offset-3"
        >
          {t("tiles.attention", { count: attention })}
        </Link>
      ) : (
        active === total && t("tiles.allGood")
      )}
    </StatTile>
  );
}

function ActiveCodeTile({ code, now }: { code: Overview["activeCode"]; now: Date }) {
  const t = useTranslations("dashboard");
  if (code === null) {
    return (
      <StatTile label={t("tiles.activeCode")} value={t("tiles.noCode")}>
        <p>{t("tiles.noCodeText")}</p>
        <Link
          href="/dashboard/referrals"
          className={`${buttonClass({ variant: "secondary", size: "sm" })} mt-3`}
        >
          {t("tiles.createCode")}
        </Link>
      </StatTile>
    );
  }
  return (
    <StatTile
      label={t("tiles.activeCode")}
      value={
        <span className="flex items-center justify-between gap-3">
          <span className="truncate font-mono">{code.text}</span>
          <CopyButton text={code.url} label={t("tiles.copyLink")} isIconOnly />
        </span>
      }
    >
      {t.rich("tiles.expires", { time: () => <RelativeTime value={code.expiresAt} now={now} /> })}
    </StatTile>
  );
}
