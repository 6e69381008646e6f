"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { useServerAction } from "@/app/_ui/use-server-action";
import { refreshNowAction } from "../actions";

export function RefreshButton({ connectionId, isUrgent }: { connectionId: string; isUrgent: boolean }) {
  const t = useTranslations("connections");
  const refresh = useServerAction(refreshNowAction, { success: t("actions.refreshed") });
  return (
    <Button
      variant={isUrgent ? "primary" : "secondary"}
      isPending={refresh.isPending}
      onClick={() => refresh.run({ connectionId })}
    >
      <RefreshCw />
      {t("actions.refresh")}
    </Button>
  );
}
