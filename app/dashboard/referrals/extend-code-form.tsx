"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { FormError } from "@/app/_ui/form-error";
import { toast } from "@/app/_ui/toast";
import { useActionForm } from "@/app/_ui/use-action-form";
import { extendCodeAction } from "./actions";
import { lifetimeError } from "./lifetime-error";
import { LifetimeField } from "./lifetime-field";

interface ExtendCodeFormProps {
  code: { id: string; text: string };
  onDone: () => void;
}

export function ExtendCodeForm({ code, onDone }: ExtendCodeFormProps) {
  const t = useTranslations("referrals");
  const { form, submit, isPending, result } = useActionForm(extendCodeAction, {
    schema: async () => (await import("@/lib/domain/referral-code-input")).ExtendReferralCode,
    defaultValues: { codeId: code.id, lifetime: { days: 30 } },
    onSuccess: () => {
      onDone();
      toast.success(t("done.extended", { code: code.text }));
    },
  });
  const { errors, isSubmitted } = form.formState;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <FormError result={result} />
      <LifetimeField
        label={t("extend.by")}
        error={lifetimeError(errors.lifetime)}
        onChange={(lifetime) => form.setValue("lifetime", lifetime, { shouldValidate: isSubmitted })}
      />
      <Button type="submit" isPending={isPending} className="sm:self-end">
        {t("extend.submit")}
      </Button>
    </form>
  );
}
