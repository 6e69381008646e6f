"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClass } from "./button-class";
import { dialogBackdropClass, dialogPanelClass } from "./dialog-class";

interface DialogProps {
  title: string;
  description?: ReactNode;
  /** The button that opens it; leave it out where `open` is yours. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/** A window over the page; on phones it rises from the bottom. */
export function Dialog({ title, description, trigger, open, onOpenChange, children }: DialogProps) {
  const t = useTranslations("common");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className={dialogBackdropClass}>
          <Radix.Content
            className={dialogPanelClass}
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
