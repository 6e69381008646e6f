"use client";

import { MailCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Banner } from "@/app/_ui/banner";
import { buttonClass } from "@/app/_ui/button-class";
import { AuthHeading } from "../_parts/auth-heading";
import { ResendButton } from "../_parts/resend-button";
import { StrongEmail } from "../_parts/strong-email";
import type { SignedUp } from "./sign-up-form";

export function CheckMail({ email, referral, mailboxUrl }: SignedUp & { mailboxUrl: string | null }) {
  const t = useTranslations("auth");
  return (
    <div role="status">
      <AuthHeading icon={<MailCheck />} title={t("checkMail.title")}>
        {t.rich("checkMail.text", { email: () => <StrongEmail email={email} /> })}
      </AuthHeading>
      <div className="flex flex-col gap-5">
        {referral.status === "applied" && <Banner tone="success">{t("checkMail.applied")}</Banner>}
        {referral.status === "refused" && (
          <Banner tone="warning" title={t("checkMail.refused")}>
            {t(`code.${referral.reason}`)}
          </Banner>
        )}
        {mailboxUrl !== null && (
          <a href={mailboxUrl} target="_blank" rel="noreferrer" className={buttonClass({ size: "lg" })}>
            {t("checkMail.mailbox")}
          </a>
        )}
        <p className="text-muted text-sm">{t("checkMail.hint")}</p>
        <ResendButton email={email} isFullWidth />
        <Link href="/sign-in" className={buttonClass({ variant: "ghost" })}>
          {t("checkMail.toSignIn")}
        </Link>
      </div>
    </div>
  );
}
