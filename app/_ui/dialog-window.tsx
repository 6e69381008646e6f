"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClass } from "./button-class";
import { dialogBackdropClass, dialogPanelClass } from "./dialog-class";
import { useFocusReturn } from "./use-focus-return";

interface DialogWindowProps {
  title: string;
  description?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** What a Dialog opens. */
export function DialogWindow({ title, description, open, onOpenChange, children }: DialogWindowProps) {
  const t = useTranslations("common");
  const returnFocus = useFocusReturn(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={dialogBackdropClass}>
          <Radix.Content
            className={dialogPanelClass}
            onCloseAutoFocus={returnFocus}
            {...(description === undefined && { "aria-describedby": undefined })}
          >
            <Radix.Title className="pr-10 font-semibold text-lg">{title}</Radix.Title>
            {description && (
              <Radix.Description className="mt-1.5 text-muted text-sm">{description}</Radix.Description>
            )}
            <div className="mt-5">{children}</div>
            <Radix.Close
              aria-label={t("close")}
              className={`${buttonClass({ variant: "ghost", size: "iconSmall" })} absolute! top-4 right-4`}
            >
              <X />
            </Radix.Close>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
