"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { useServerAction } from "@/app/_ui/use-server-action";
import { disconnectAction } from "../actions";

export function DisconnectButton({ connectionId, name }: { connectionId: string; name: string }) {
  const t = useTranslations("connections");
  const disconnect = useServerAction(disconnectAction, { success: t("actions.disconnected") });
  return (
    <ConfirmDialog
      trigger={<Button variant="quietDanger">{t("actions.disconnect")}</Button>}
      title={t("disconnect.title", { name })}
      description={t("disconnect.text")}
      confirmLabel={t("disconnect.confirm")}
      onConfirm={() => disconnect.run({ connectionId })}
    />
  );
}
