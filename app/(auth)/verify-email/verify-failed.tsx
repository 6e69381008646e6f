"use client";

import { Unlink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { AuthHeading } from "../_parts/auth-heading";
import { ResendForm } from "../_parts/resend-form";

export function VerifyFailed() {
  const t = useTranslations("auth");
  return (
    <>
      <AuthHeading icon={<Unlink />} title={t("verify.failedTitle")}>
        {t("verify.failedText")}
      </AuthHeading>
      <div className="flex flex-col gap-4">
        <Link href="/sign-in" className={buttonClass({ size: "lg", isFullWidth: true })}>
          {t("signIn.submit")}
        </Link>
        <div className="border-t pt-5">
          <ResendForm />
        </div>
      </div>
    </>
  );
}
