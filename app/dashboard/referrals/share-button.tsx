"use client";

import { Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { DropdownMenu } from "@/app/_ui/dropdown-menu";
import { ShareItems } from "./share-items";

export function ShareButton({ url }: { url: string }) {
  const t = useTranslations("referrals.share");
  return (
    <DropdownMenu
      trigger={
        <Button variant="secondary">
          <Share2 />
          {t("button")}
        </Button>
      }
    >
      <ShareItems url={url} />
    </DropdownMenu>
  );
}
