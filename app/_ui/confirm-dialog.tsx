"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { dialogBackdropClass, dialogButtonsClass, dialogPanelClass } from "./dialog-class";

interface ConfirmDialogProps {
  title: string;
  /** What will happen, and what will not. */
  description: ReactNode;
  confirmLabel: string;
  tone?: "danger" | "primary";
  /** The button that opens it; leave it out where `open` is yours (from a menu). */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Resolves to whether it worked; the dialog stays open where it did not. */
  onConfirm: () => Promise<boolean>;
}

/** Asks once before what cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTranslations("common");
  const [isOpenInside, setIsOpenInside] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const isOpen = props.open ?? isOpenInside;
  const setIsOpen = props.onOpenChange ?? setIsOpenInside;

  const confirm = async () => {
    setIsPending(true);
    const worked = await props.onConfirm();
    setIsPending(false);
    if (worked) setIsOpen(false);
  };

  return (
    <Radix.Root open={isOpen} onOpenChange={setIsOpen}>
      {props.trigger && <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className={dialogBackdropClass}>
          <Radix.Content className={dialogPanelClass}>
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
