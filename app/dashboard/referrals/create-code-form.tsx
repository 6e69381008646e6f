"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { createCodeAction } from "./actions";
import { lifetimeError } from "./lifetime-error";
import { LifetimeField } from "./lifetime-field";

// A number input would give out "5-" as empty, which here means no limit; the schema refuses a NaN.
const numberOrNull = (value: unknown) => (value === "" || value === null ? null : Number(value));

export function CreateCodeForm({ onCreated }: { onCreated: (code: string) => void }) {
  const t = useTranslations("referrals.create");
  const { form, submit, isPending, result } = useActionForm(createCodeAction, {
    schema: async () => (await import("@/lib/domain/referral-code-input")).CreateReferralCode,
    defaultValues: { text: "", label: "", lifetime: { days: 30 }, maxUses: null, activate: true },
    onSuccess: ({ text }) => onCreated(text),
  });
  const { errors, isSubmitted } = form.formState;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <FormError result={result} />
      <Field label={t("text")} hint={t("textHint")} error={errors.text?.message} isOptional>
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={t("textPlaceholder")}
          className="font-mono"
          {...form.register("text")}
        />
      </Field>
      <Field label={t("label")} hint={t("labelHint")} error={errors.label?.message} isOptional>
        <Input autoComplete="off" placeholder={t("labelPlaceholder")} {...form.register("label")} />
      </Field>
      <LifetimeField
        label={t("lifetime")}
        error={lifetimeError(errors.lifetime)}
        onChange={(lifetime) => form.setValue("lifetime", lifetime, { shouldValidate: isSubmitted })}
      />
      <Field label={t("maxUses")} hint={t("maxUsesHint")} error={errors.maxUses?.message} isOptional>
        <Input
          inputMode="numeric"
          autoComplete="off"
          {...form.register("maxUses", { setValueAs: numberOrNull })}
        />
      </Field>
      <Checkbox label={t("activate")} description={t("activateHint")} {...form.register("activate")} />
      <Button type="submit" isPending={isPending} className="sm:self-end">
        {t("submit")}
      </Button>
    </form>
  );
}
