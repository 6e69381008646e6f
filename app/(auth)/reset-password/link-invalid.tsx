"use client";

import { Unlink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";
import { useErrorText } from "@/app/_ui/use-error-text";
import { AuthHeading } from "../_parts/auth-heading";

export function LinkInvalid() {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  return (
    <div role="status">
      <AuthHeading icon={<Unlink />} title={t("verify.failedTitle")}>
        {errorText.error({ code: "not_found", reason: "link_invalid" })}
      </AuthHeading>
      <Link href="/forgot-password" className={buttonClass({ size: "lg", isFullWidth: true })}>
        {t("reset.askAgain")}
      </Link>
    </div>
  );
}
