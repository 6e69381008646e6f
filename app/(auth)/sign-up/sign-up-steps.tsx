"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { AuthHeading } from "../_parts/auth-heading";
import { CheckMail } from "./check-mail";
import { type SignedUp, SignUpForm } from "./sign-up-form";

interface SignUpStepsProps {
  initialCode: string;
  mailboxUrl: string | null;
  children: ReactNode;
}

/** The form, and in its place, once it was accepted, what to do next. */
export function SignUpSteps({ initialCode, mailboxUrl, children }: SignUpStepsProps) {
  const t = useTranslations("auth");
  const [signedUp, setSignedUp] = useState<SignedUp | null>(null);
  if (signedUp !== null) return <CheckMail {...signedUp} mailboxUrl={mailboxUrl} />;
  return (
    <>
      <AuthHeading title={t("signUp.title")}>{t("signUp.text")}</AuthHeading>
      <SignUpForm initialCode={initialCode} onSuccess={setSignedUp} />
      {children}
    </>
  );
}
