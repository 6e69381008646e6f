"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { PasswordInput } from "@/app/_ui/password-input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { claimLoginAction } from "./actions";

export function ClaimForm() {
  const t = useTranslations("connections.twinproxy");
  const router = useRouter();
  const { form, submit, isPending, result } = useActionForm(claimLoginAction, {
    schema: async () => (await import("@/lib/domain/twinproxy/claim")).TwinproxyClaim,
    defaultValues: { login: "", password: "" },
    onSuccess: ({ connectionId }) => router.push(`/dashboard/connections/${connectionId}?result=claimed`),
  });
  const { errors } = form.formState;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <FormError result={result} />
      <Field label={t("login")} hint={t("loginHint")} error={errors.login?.message}>
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} {...form.register("login")} />
      </Field>
      <Field label={t("password")} error={errors.password?.message}>
        <PasswordInput autoComplete="off" spellCheck={false} {...form.register("password")} />
      </Field>
      <div>
        <Button type="submit" isPending={isPending || result?.ok === true}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}
