"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { useServerAction } from "@/app/_ui/use-server-action";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { disableAction } from "../actions";

type Props = Pick<ConnectionSummary, "id" | "name" | "provider">;

export function DisableButton({ id, name, provider }: Props) {
  const t = useTranslations("connections");
  const disable = useServerAction(disableAction, { success: t("actions.disabled") });
  return (
    <ConfirmDialog
      trigger={<Button variant="secondary">{t("actions.disable")}</Button>}
      title={t("disable.title", { name })}
      description={t(provider === "amocrm" ? "disable.text" : "disable.textDodois")}
      confirmLabel={t("disable.confirm")}
      tone="primary"
      onConfirm={() => disable.run({ connectionId: id })}
    />
  );
}
