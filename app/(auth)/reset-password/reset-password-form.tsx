"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { buttonClass } from "@/app/_ui/button-class";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { PasswordInput } from "@/app/_ui/password-input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { AuthHeading } from "../_parts/auth-heading";
import { resetPasswordAction } from "./actions";
import { LinkInvalid } from "./link-invalid";

export function ResetPasswordForm({ token }: { token: string }) {
  const t = useTranslations("auth");
  const { form, submit, isPending, result } = useActionForm(resetPasswordAction, {
    schema: async () => (await import("@/lib/domain/account")).ResetPassword,
    defaultValues: { token, password: "", passwordConfirm: "" },
  });
  const { errors } = form.formState;
  if (result?.ok) return <Done />;
  if (result?.error.reason === "link_invalid" || errors.token) return <LinkInvalid />;
  return (
    <>
      <AuthHeading title={t("reset.title")}>{t("reset.text")}</AuthHeading>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <FormError result={result} />
        <Field label={t("fields.newPassword")} error={errors.password?.message} hint={t("passwordHint")}>
          <PasswordInput autoComplete="new-password" {...form.register("password")} />
        </Field>
        <Field label={t("fields.passwordConfirm")} error={errors.passwordConfirm?.message}>
          <PasswordInput autoComplete="new-password" {...form.register("passwordConfirm")} />
        </Field>
        <Button type="submit" size="lg" isFullWidth isPending={isPending}>
          {t("reset.submit")}
        </Button>
      </form>
    </>
  );
}

function Done() {
  const t = useTranslations("auth");
  return (
    <div role="status">
      <AuthHeading icon={<CircleCheck />} title={t("reset.doneTitle")}>
        {t("reset.doneText")}
      </AuthHeading>
      <Link href="/sign-in" className={buttonClass({ size: "lg", isFullWidth: true })}>
        {t("signIn.submit")}
      </Link>
    </div>
  );
}
