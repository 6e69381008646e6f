"use client";

import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { PasswordInput } from "@/app/_ui/password-input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { connectPrivateAction } from "./actions";
import type { KnownValues } from "./known-values";
import { WayFields } from "./way-fields";

export function PrivateForm({ known, callbackUrl }: { known: KnownValues; callbackUrl: string }) {
  const t = useTranslations("connections.private");
  const { hasSecret, ...defaultValues } = known;
  const { form, submit, isPending, result } = useActionForm(connectPrivateAction, {
    schema: async () => (await import("@/lib/domain/amocrm-private")).AmocrmPrivate,
    defaultValues,
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const { errors } = form.formState;
  const [redirectUri, chosenWay] = form.watch(["redirectUri", "way"]);
  const canRedirect = redirectUri.trim() === callbackUrl;
  const way = canRedirect ? chosenWay : "code";
  const send = (event: FormEvent<HTMLFormElement>) => {
    form.setValue("way", way);
    void submit(event);
  };
  return (
    <form onSubmit={send} noValidate className="flex flex-col gap-5">
      <FormError result={result} />
      <Field label={t("host")} hint={t("hostHint")} error={errors.accountHost?.message}>
        <Input autoComplete="off" inputMode="url" spellCheck={false} {...form.register("accountHost")} />
      </Field>
      <Field label={t("clientId")} error={errors.clientId?.message}>
        <Input autoComplete="off" spellCheck={false} {...form.register("clientId")} />
      </Field>
      <Field
        label={t("secret")}
        hint={hasSecret ? t("secretKept") : undefined}
        error={errors.clientSecret?.message}
      >
        <PasswordInput autoComplete="off" spellCheck={false} {...form.register("clientSecret")} />
      </Field>
      <Field label={t("redirectUri")} hint={t("redirectUriHint")} error={errors.redirectUri?.message}>
        <Input autoComplete="off" inputMode="url" spellCheck={false} {...form.register("redirectUri")} />
      </Field>
      <WayFields
        way={way}
        canRedirect={canRedirect}
        onChange={(chosen) => form.setValue("way", chosen)}
        codeError={errors.code?.message}
        code={form.register("code")}
      />
      <div>
        <Button type="submit" isPending={isPending || result?.ok === true}>
          {t(way === "code" ? "submitCode" : "submitRedirect")}
        </Button>
      </div>
    </form>
  );
}
