"use client";

import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { FormError } from "@/app/_ui/form-error";
import { useActionForm } from "@/app/_ui/use-action-form";
import { ExtendReferralCode } from "@/lib/domain/referral-code-input";
import { extendCodeAction } from "./actions";
import { lifetimeError } from "./lifetime-error";
import { LifetimeField } from "./lifetime-field";

interface ExtendCodeDialogProps {
  code: { id: string; text: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ExtendCodeDialog({ code, open, onOpenChange }: ExtendCodeDialogProps) {
  const t = useTranslations("referrals.extend");
  return (
    <Dialog
      title={t("title", { code: code.text })}
      description={t("description")}
      open={open}
      onOpenChange={onOpenChange}
    >
      <ExtendCodeForm code={code} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function ExtendCodeForm({ code, onDone }: { code: ExtendCodeDialogProps["code"]; onDone: () => void }) {
  const t = useTranslations("referrals");
  const { form, submit, isPending, result } = useActionForm(extendCodeAction, {
    schema: ExtendReferralCode,
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
