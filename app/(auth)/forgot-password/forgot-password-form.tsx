"use client";

import { MailCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { buttonClass } from "@/app/_ui/button-class";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { AuthHeading } from "../_parts/auth-heading";
import { StrongEmail } from "../_parts/strong-email";
import { requestPasswordResetAction } from "./actions";

export function ForgotPasswordForm() {
  const t = useTranslations("auth");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, submit, isPending, result } = useActionForm(requestPasswordResetAction, {
    schema: async () => (await import("@/lib/domain/account")).EmailOnly,
    defaultValues: { email: "" },
    onSuccess: () => setSentTo(form.getValues("email").trim()),
  });
  const back = (
    <Link href="/sign-in" className={buttonClass({ variant: "ghost", isFullWidth: true })}>
      {t("forgot.backToSignIn")}
    </Link>
  );
  if (sentTo !== null) {
    return (
      <div role="status">
        <AuthHeading icon={<MailCheck />} title={t("forgot.sentTitle")}>
          {t.rich("forgot.sentText", { email: () => <StrongEmail email={sentTo} /> })}
        </AuthHeading>
        {back}
      </div>
    );
  }
  return (
    <>
      <AuthHeading title={t("forgot.title")}>{t("forgot.text")}</AuthHeading>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <FormError result={result} />
        <Field label={t("fields.email")} error={form.formState.errors.email?.message}>
          <Input type="email" autoComplete="email" inputMode="email" {...form.register("email")} />
        </Field>
        <Button type="submit" size="lg" isFullWidth isPending={isPending}>
          {t("forgot.submit")}
        </Button>
        {back}
      </form>
    </>
  );
}
