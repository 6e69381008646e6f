"use client";

import { CircleCheck, MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { useServerAction } from "@/app/_ui/use-server-action";
import { AuthHeading } from "../_parts/auth-heading";
import { confirmAddressAction } from "./actions";

/** Asks first: a program that opens every link of a mail must not use it up. */
export function ConfirmAddress({ token }: { token: string }) {
  const t = useTranslations("auth.confirmAddress");
  const [isDone, setDone] = useState(false);
  const confirm = useServerAction(confirmAddressAction, { onSuccess: () => setDone(true) });
  const state = isDone ? "done" : "asked";
  return (
    <div role="status">
      <AuthHeading icon={isDone ? <CircleCheck /> : <MailCheck />} title={t(`${state}Title`)}>
        {t(`${state}Text`)}
      </AuthHeading>
      {!isDone && (
        <Button size="lg" isFullWidth isPending={confirm.isPending} onClick={() => confirm.run({ token })}>
          {t("submit")}
        </Button>
      )}
    </div>
  );
}
