"use client";

import { Power } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { useServerAction } from "@/app/_ui/use-server-action";
import { enableAction } from "../actions";

export function EnableButton({ connectionId }: { connectionId: string }) {
  const t = useTranslations("connections");
  const enable = useServerAction(enableAction, { success: t("actions.enabled") });
  return (
    <Button isPending={enable.isPending} onClick={() => enable.run({ connectionId })}>
      <Power />
      {t("actions.enable")}
    </Button>
  );
}
