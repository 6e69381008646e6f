"use client";

import { QrCode } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { QrDialog } from "./qr-dialog";

export function QrButton({ code }: { code: { text: string; url: string } }) {
  const t = useTranslations("referrals.qr");
  return (
    <QrDialog
      code={code}
      trigger={
        <Button variant="secondary">
          <QrCode />
          {t("button")}
        </Button>
      }
    />
  );
}
