"use client";

import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { callAction } from "@/app/_ui/call-action";
import { Card } from "@/app/_ui/card";
import { Checkbox } from "@/app/_ui/checkbox";
import { toast } from "@/app/_ui/toast";
import { useErrorText } from "@/app/_ui/use-error-text";
import { setFindableAction } from "./actions";

/** The switch shows the wish at once, and what became of it when that is known. */
export function FindableCard({ isFindable }: { isFindable: boolean }) {
  const t = useTranslations("referrals.findable");
  const errorText = useErrorText();
  const [, startTransition] = useTransition();
  const [shown, setShown] = useOptimistic(isFindable);
  const change = (wanted: boolean) =>
    startTransition(async () => {
      setShown(wanted);
      const result = await callAction(setFindableAction, { isFindable: wanted });
      if (result.ok) toast.success(t(wanted ? "on" : "off"));
      else toast.error(errorText.error(result.error));
    });
  return (
    <Card title={t("title")}>
      <Checkbox
        label={t("label")}
        description={t("text")}
        checked={shown}
        onChange={(event) => change(event.target.checked)}
      />
    </Card>
  );
}
