import { Link2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "@/app/_ui/banner";
import { Card } from "@/app/_ui/card";
import { CopyButton } from "@/app/_ui/copy-button";
import { referralCookieDays } from "@/lib/domain/referral-link";
import type { ReferralCodeItem } from "@/lib/services/referral-code/item";
import { Countdown } from "./countdown";
import { QrButton } from "./qr-button";
import { ShareButton } from "./share-button";
import { UsesOf } from "./uses-of";

interface LinkCardProps {
  code: ReferralCodeItem | null;
  hasCodes: boolean;
  now: Date;
}

/** The one link to share now, or why there is none. A newcomer's page explains itself below. */
export function LinkCard({ code, hasCodes, now }: LinkCardProps) {
  const t = useTranslations("referrals");
  if (code === null) {
    if (!hasCodes) return null;
    return (
      <Banner tone="info" title={t("link.noneTitle")}>
        {t("link.noneText")}
      </Banner>
    );
  }
  if (code.standing !== "active") {
    const title = code.standing === "used_up" ? t("link.usedUpTitle") : t("link.expiredTitle");
    return (
      <Banner tone="warning" title={title}>
        {t("link.deadText")}
      </Banner>
    );
  }
  return (
    <Card>
      <h2 className="font-medium text-muted text-sm">{t("link.title")}</h2>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="flex min-w-0 items-center gap-2.5">
          <Link2 className="size-5 shrink-0 text-accent-text" />
          <span className="min-w-0 select-all break-all font-semibold text-lg">{code.url}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          <CopyButton text={code.url} label={t("link.copy")} variant="primary" />
          <QrButton code={code} />
          <ShareButton url={code.url} />
        </div>
      </div>
      <LinkFacts code={code} now={now} />
      <p className="mt-4 text-muted text-sm">{t("link.window", { days: referralCookieDays })}</p>
    </Card>
  );
}

function LinkFacts({ code, now }: { code: ReferralCodeItem; now: Date }) {
  const t = useTranslations("referrals");
  const format = useFormatter();
  return (
    <dl className="mt-5 flex flex-wrap gap-x-10 gap-y-3 border-t pt-4 text-sm">
      <Fact name={t("facts.clicks")}>{format.number(code.clicks)}</Fact>
      <Fact name={t("facts.uses")}>
        <UsesOf code={code} />
      </Fact>
      <Fact name={t("facts.expires")}>
        {format.dateTime(code.expiresAt, { dateStyle: "long", timeStyle: "short" })}{" "}
        <span className="text-muted">
          (<Countdown until={code.expiresAt} now={now} />)
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-2">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
