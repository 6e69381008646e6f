"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { PasswordInput } from "@/app/_ui/password-input";
import { useActionForm } from "@/app/_ui/use-action-form";
import type { ActionResult } from "@/lib/http/action-result";
import { signUpAction } from "./actions";
import { ReferralCodeField } from "./referral-code-field";

type Answer = Awaited<ReturnType<typeof signUpAction>>;
export type SignedUp = Answer extends ActionResult<infer Data> ? Data : never;

interface SignUpFormProps {
  initialCode: string;
  onSuccess: (signedUp: SignedUp) => void;
}

export function SignUpForm({ initialCode, onSuccess }: SignUpFormProps) {
  const t = useTranslations("auth");
  const locale = useLocale();
  const { form, submit, isPending, result } = useActionForm(signUpAction, {
    schema: async () => (await import("@/lib/domain/account")).SignUp,
    defaultValues: {
      email: "",
      username: "",
      password: "",
      passwordConfirm: "",
      referralCode: initialCode,
      locale,
    },
    onSuccess,
  });
  const { errors } = form.formState;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <FormError result={result} />
      <Field label={t("fields.email")} error={errors.email?.message}>
        <Input type="email" autoComplete="email" inputMode="email" {...form.register("email")} />
      </Field>
      <Field label={t("fields.username")} error={errors.username?.message} hint={t("signUp.usernameHint")}>
        <Input
          autoComplete="nickname"
          autoCapitalize="none"
          spellCheck={false}
          {...form.register("username")}
        />
      </Field>
      <Field label={t("fields.password")} error={errors.password?.message} hint={t("passwordHint")}>
        <PasswordInput autoComplete="new-password" {...form.register("password")} />
      </Field>
      <Field label={t("fields.passwordConfirm")} error={errors.passwordConfirm?.message}>
        <PasswordInput autoComplete="new-password" {...form.register("passwordConfirm")} />
      </Field>
      <ReferralCodeField
        initialCode={initialCode}
        error={errors.referralCode?.message}
        field={form.register("referralCode")}
      />
      <Button type="submit" size="lg" isFullWidth isPending={isPending}>
        {t("signUp.submit")}
      </Button>
    </form>
  );
}
