"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { useServerAction } from "@/app/_ui/use-server-action";
import { revokeApiKeyAction } from "./actions";

export function RevokeKeyButton({ keyId, name }: { keyId: string; name: string }) {
  const t = useTranslations("settings");
  const revoke = useServerAction(revokeApiKeyAction, { success: t("apiKeys.revoked") });
  return (
    <ConfirmDialog
      trigger={
        <Button
          variant="ghost"
          size="iconSmall"
          aria-label={`${t("apiKeys.revoke")}: ${name}`}
          title={t("apiKeys.revoke")}
        >
          <Trash2 />
        </Button>
      }
      title={t("apiKeys.revokeTitle", { name })}
      description={t("apiKeys.revokeText")}
      confirmLabel={t("apiKeys.revoke")}
      onConfirm={() => revoke.run({ keyId })}
    />
  );
}
