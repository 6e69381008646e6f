"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { resendVerificationAction } from "../sign-up/actions";

/** Asks for a confirmation letter where the address is not known yet. */
export function ResendForm() {
  const t = useTranslations("auth");
  const { form, submit, isPending, result } = useActionForm(resendVerificationAction, {
    schema: async () => (await import("@/lib/domain/account")).EmailOnly,
    defaultValues: { email: "" },
  });
  if (result?.ok) {
    return (
      <p role="status" className="text-sm text-success-text">
        {t("resend.sent")}
      </p>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormError result={result} />
      <Field label={t("resend.label")} error={form.formState.errors.email?.message}>
        <Input type="email" autoComplete="email" inputMode="email" {...form.register("email")} />
      </Field>
      <Button type="submit" variant="secondary" isFullWidth isPending={isPending}>
        {t("resend.button")}
      </Button>
    </form>
  );
}
