"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Radix } from "radix-ui";
import { useState } from "react";
import { Button } from "./button";
import type { Confirmation } from "./confirmation";
import { dialogBackdropClass, dialogButtonsClass, dialogPanelClass } from "./dialog-class";
import { useFocusReturn } from "./use-focus-return";

interface ConfirmWindowProps extends Confirmation {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What a ConfirmDialog opens. */
export function ConfirmWindow({ open, onOpenChange, ...props }: ConfirmWindowProps) {
  const t = useTranslations("common");
  const [isPending, setIsPending] = useState(false);
  const returnFocus = useFocusReturn(open);

  const confirm = async () => {
    setIsPending(true);
    const worked = await props.onConfirm();
    setIsPending(false);
    if (worked) onOpenChange(false);
  };

  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={dialogBackdropClass}>
          <Radix.Content className={dialogPanelClass} onCloseAutoFocus={returnFocus}>
            <Radix.Title className="font-semibold text-lg">{props.title}</Radix.Title>
            <Radix.Description asChild>
              <div className="mt-2 text-muted text-sm">{props.description}</div>
            </Radix.Description>
            <div className={dialogButtonsClass}>
              <Radix.Cancel asChild>
                <Button variant="secondary">{t("cancel")}</Button>
              </Radix.Cancel>
              <Button variant={props.tone ?? "danger"} isPending={isPending} onClick={confirm}>
                {props.confirmLabel}
              </Button>
            </div>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
