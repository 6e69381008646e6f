"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { useServerAction } from "@/app/_ui/use-server-action";
import { revokeSessionAction } from "./actions";

export function EndSessionButton({ sessionId, deviceName }: { sessionId: string; deviceName: string }) {
  const t = useTranslations("settings");
  const revoke = useServerAction(revokeSessionAction, { success: t("sessions.ended") });
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("sessions.end")}
          <span className="sr-only">: {deviceName}</span>
        </Button>
      }
      title={t("sessions.endTitle")}
      description={`${deviceName}. ${t("sessions.endText")}`}
      confirmLabel={t("sessions.end")}
      onConfirm={() => revoke.run({ sessionId })}
    />
  );
}
