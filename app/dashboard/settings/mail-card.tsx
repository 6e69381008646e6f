"use client";

import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { callAction } from "@/app/_ui/call-action";
import { Card } from "@/app/_ui/card";
import { Checkbox } from "@/app/_ui/checkbox";
import { toast } from "@/app/_ui/toast";
import { useErrorText } from "@/app/_ui/use-error-text";
import type { MailKind } from "@/lib/domain/mail-kind";
import { setMailPreferenceAction } from "./actions";

/** Which notices come by mail. Each switch shows the wish at once, and what became of it when that is known. */
export function MailCard({ preferences }: { preferences: Record<MailKind, boolean> }) {
  const t = useTranslations("settings.mail");
  const errorText = useErrorText();
  const [, startTransition] = useTransition();
  const [shown, show] = useOptimistic(preferences);
  const kinds = Object.keys(preferences) as MailKind[];
  const change = (kind: MailKind, isWanted: boolean) =>
    startTransition(async () => {
      show({ ...shown, [kind]: isWanted });
      const result = await callAction(setMailPreferenceAction, { kind, isWanted });
      if (result.ok) toast.success(t(isWanted ? "on" : "off"));
      else toast.error(errorText.error(result.error));
    });
  return (
    <Card title={t("title")} description={t("text")}>
      <div className="flex flex-col gap-4">
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`${kind}.label`)}
            description={t(`${kind}.text`)}
            checked={shown[kind]}
            onChange={(event) => change(kind, event.target.checked)}
          />
        ))}
      </div>
    </Card>
  );
}
