"use client";

import { useTranslations } from "next-intl";
import { lazy } from "react";
import { Dialog } from "@/app/_ui/dialog";

const ExtendCodeForm = lazy(async () => ({ default: (await import("./extend-code-form")).ExtendCodeForm }));

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
