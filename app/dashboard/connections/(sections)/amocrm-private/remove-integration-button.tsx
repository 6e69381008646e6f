"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { useServerAction } from "@/app/_ui/use-server-action";
import { removeIntegrationAction } from "./actions";

export function RemoveIntegrationButton({
  integrationId,
  clientId,
}: {
  integrationId: string;
  clientId: string;
}) {
  const t = useTranslations("connections.private.list");
  const remove = useServerAction(removeIntegrationAction, { success: t("removed") });
  return (
    <ConfirmDialog
      trigger={
        <Button variant="quietDanger" size="sm" aria-label={t("removeLabel", { clientId })}>
          {t("remove")}
        </Button>
      }
      title={t("confirmTitle")}
      description={t("confirmText")}
      confirmLabel={t("confirm")}
      onConfirm={() => remove.run({ integrationId })}
    />
  );
}
