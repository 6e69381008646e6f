"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import { dialogButtonsClass } from "@/app/_ui/dialog-class";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { useActionForm } from "@/app/_ui/use-action-form";
import { useErrorText } from "@/app/_ui/use-error-text";
import { scopes } from "@/lib/domain/scope";
import { createApiKeyAction } from "./actions";

export function CreateKeyForm({ onCreated }: { onCreated: (secret: string) => void }) {
  const t = useTranslations("settings");
  const { form, submit, isPending, result } = useActionForm(createApiKeyAction, {
    schema: async () => (await import("@/lib/domain/api-key")).CreateApiKey,
    defaultValues: { name: "", scopes: ["connections:read", "connections:token"], expiresInDays: 365 },
    onSuccess: ({ secret }) => onCreated(secret),
  });
  const { errors } = form.formState;
  const expiry = form.register("expiresInDays", { setValueAs: (text) => (text ? Number(text) : null) });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <FormError result={result} />
      <Field label={t("createKey.name")} error={errors.name?.message}>
        <Input autoComplete="off" placeholder={t("createKey.namePlaceholder")} {...form.register("name")} />
      </Field>
      <Field label={t("createKey.expires")} error={errors.expiresInDays?.message}>
        <Select {...expiry}>
          <option value="30">{t("createKey.days", { days: 30 })}</option>
          <option value="90">{t("createKey.days", { days: 90 })}</option>
          <option value="365">{t("createKey.year")}</option>
          <option value="">{t("createKey.forever")}</option>
        </Select>
      </Field>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2.5 font-medium text-sm">{t("createKey.scopes")}</legend>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            label={t(`scopes.${scope}.title`)}
            description={t(`scopes.${scope}.text`)}
            {...form.register("scopes")}
          />
        ))}
        <ScopesError error={errors.scopes?.message} />
      </fieldset>
      <div className={dialogButtonsClass}>
        <Button type="submit" isPending={isPending}>
          {t("createKey.submit")}
        </Button>
      </div>
    </form>
  );
}

function ScopesError({ error }: { error: string | undefined }) {
  const errorText = useErrorText();
  if (error === undefined) return null;
  return (
    <p role="alert" className="text-danger-text text-sm">
      {errorText.field(error)}
    </p>
  );
}
