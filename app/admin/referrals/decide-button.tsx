"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Textarea } from "@/app/_ui/textarea";
import { useServerAction } from "@/app/_ui/use-server-action";
import { reinstateReferralAction, rejectReferralAction } from "./actions";

interface DecideButtonProps {
  referralId: string;
  /** Whose registration it is, for the button's name. */
  email: string;
  verb: "reject" | "reinstate";
}

const longestNote = 500;

/** Asks once, and why. */
export function DecideButton({ referralId, email, verb }: DecideButtonProps) {
  const t = useTranslations(`admin.referrals.${verb}`);
  const [isOpen, setIsOpen] = useState(false);
  const decide = useServerAction(verb === "reject" ? rejectReferralAction : reinstateReferralAction, {
    success: t("done"),
    onSuccess: () => setIsOpen(false),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note") ?? "");
    if (!decide.isPending) decide.run({ referralId, note });
  };
  return (
    <Dialog
      title={t("title")}
      description={t("text")}
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button
          variant={verb === "reject" ? "quietDanger" : "secondary"}
          size="sm"
          aria-label={t("label", { email })}
        >
          {t("button")}
        </Button>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-5">
        <p className="wrap-anywhere font-medium text-sm">{email}</p>
        <Field label={t("field")}>
          <Textarea name="note" required rows={3} maxLength={longestNote} />
        </Field>
        <Button
          type="submit"
          variant={verb === "reject" ? "danger" : "primary"}
          isPending={decide.isPending}
          className="sm:self-end"
        >
          {t("confirm")}
        </Button>
      </form>
    </Dialog>
  );
}
