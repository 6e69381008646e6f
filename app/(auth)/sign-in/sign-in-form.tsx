"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { PasswordInput } from "@/app/_ui/password-input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { ResendButton } from "../_parts/resend-button";
import { ResendForm } from "../_parts/resend-form";
import { textLinkClass } from "../_parts/text-link-class";
import { signInAction } from "./actions";

/** @param props.to where to go on: a page of ours. */
export function SignInForm({ to }: { to: Route }) {
  const t = useTranslations("auth");
  const router = useRouter();
  const { form, submit, isPending, result } = useActionForm(signInAction, {
    schema: async () => (await import("@/lib/domain/account")).SignIn,
    defaultValues: { login: "", password: "" },
    onSuccess: () => router.replace(to),
  });
  const { errors } = form.formState;
  const isUnverified = result?.ok === false && result.error.reason === "email_not_verified";
  return (
    <div className="flex flex-col gap-5">
      <FormError result={result} />
      {isUnverified && <Resend login={form.getValues("login").trim()} />}
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <Field label={t("fields.login")} error={errors.login?.message}>
          <Input
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...form.register("login")}
          />
        </Field>
        <Field
          label={t("fields.password")}
          error={errors.password?.message}
          aside={
            <Link href="/forgot-password" className={textLinkClass}>
              {t("signIn.forgot")}
            </Link>
          }
        >
          <PasswordInput autoComplete="current-password" {...form.register("password")} />
        </Field>
        <Button type="submit" size="lg" isFullWidth isPending={isPending || result?.ok === true}>
          {t("signIn.submit")}
        </Button>
      </form>
    </div>
  );
}

function Resend({ login }: { login: string }) {
  return login.includes("@") ? <ResendButton email={login} isFullWidth /> : <ResendForm />;
}
