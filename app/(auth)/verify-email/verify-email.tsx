"use client";

import { CircleCheck, MailCheck } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { buttonClass } from "@/app/_ui/button-class";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { PasswordInput } from "@/app/_ui/password-input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { AuthHeading } from "../_parts/auth-heading";
import { textLinkClass } from "../_parts/text-link-class";
import { verifyEmailAction } from "./actions";
import { VerifyFailed } from "./verify-failed";

/** Asks for the password of the sign-up, so that nobody confirms what a stranger signed up. */
export function VerifyEmail({ token }: { token: string }) {
  const t = useTranslations("auth");
  const router = useRouter();
  const { form, submit, isPending, result } = useActionForm(verifyEmailAction, {
    schema: async () => (await import("@/lib/domain/account")).VerifyEmail,
    defaultValues: { token, password: "" },
    onSuccess: ({ isSignedIn }) => isSignedIn && router.replace("/dashboard"),
  });
  const { errors } = form.formState;
  if (result?.ok && !result.data.isSignedIn) return <Done />;
  if (errors.token || (result?.ok === false && result.error.code === "not_found")) return <VerifyFailed />;
  return (
    <form onSubmit={submit} noValidate>
      <AuthHeading icon={<MailCheck />} title={t("verify.title")}>
        {t("verify.text")}
      </AuthHeading>
      <div className="flex flex-col gap-5">
        <FormError result={result} />
        <Field label={t("verify.password")} error={errors.password?.message}>
          <PasswordInput autoComplete="current-password" {...form.register("password")} />
        </Field>
        <Button type="submit" size="lg" isFullWidth isPending={isPending || result?.ok === true}>
          {t("verify.submit")}
        </Button>
        <p className="text-muted text-sm">
          {t("verify.unknownPassword")}{" "}
          <Link href={`/reset-password?token=${encodeURIComponent(token)}`} className={textLinkClass}>
            {t("verify.setPassword")}
          </Link>
        </p>
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
