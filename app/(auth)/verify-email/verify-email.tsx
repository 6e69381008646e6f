"use client";

import { CircleCheck, MailCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "@/app/_ui/button";
import { buttonClass } from "@/app/_ui/button-class";
import { callAction } from "@/app/_ui/call-action";
import { FormError } from "@/app/_ui/form-error";
import { AuthHeading } from "../_parts/auth-heading";
import { verifyEmailAction } from "./actions";
import { VerifyFailed } from "./verify-failed";

/** Asks for a click: mail scanners open links, and opening must not confirm. */
export function VerifyEmail({ token }: { token: string }) {
  const t = useTranslations("auth");
  const [result, verify, isPending] = useActionState(() => callAction(verifyEmailAction, { token }), null);
  if (result?.ok) return <Done />;
  const isInvalid = result !== null && ["not_found", "validation_failed"].includes(result.error.code);
  if (isInvalid) return <VerifyFailed />;
  return (
    <form action={verify}>
      <AuthHeading icon={<MailCheck />} title={t("verify.title")}>
        {t("verify.text")}
      </AuthHeading>
      <div className="flex flex-col gap-5">
        <FormError result={result} />
        <Button type="submit" size="lg" isFullWidth isPending={isPending} autoFocus>
          {t("verify.submit")}
        </Button>
      </div>
    </form>
  );
}

function Done() {
  const t = useTranslations("auth");
  return (
    <div role="status">
      <AuthHeading icon={<CircleCheck />} title={t("verify.doneTitle")}>
        {t("verify.doneText")}
      </AuthHeading>
      <Link href="/sign-in" className={buttonClass({ size: "lg", isFullWidth: true })}>
        {t("signIn.submit")}
      </Link>
    </div>
  );
}
