"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode } from "react";
import { Dialog } from "@/app/_ui/dialog";
import { markedLink } from "./marked-link";

const QrImage = lazy(async () => ({ default: (await import("./qr-image")).QrImage }));

interface QrDialogProps {
  code: { text: string; url: string };
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function QrDialog({ code, ...dialog }: QrDialogProps) {
  const t = useTranslations("referrals.qr");
  return (
    <Dialog {...dialog} title={t("title")} description={t("description")}>
      <QrImage code={code.text} url={markedLink(code.url, "qr")} />
    </Dialog>
  );
}
