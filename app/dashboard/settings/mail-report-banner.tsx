"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/app/_ui/banner";
import { Button } from "@/app/_ui/button";
import { useServerAction } from "@/app/_ui/use-server-action";
import { requestAddressLinkAction } from "./actions";

/** Why no notices come, and the way to get them again. */
export function MailReportBanner({ kind }: { kind: "bounced" | "complained" }) {
  const t = useTranslations("settings.mail.report");
  const request = useServerAction(requestAddressLinkAction, { success: t("sent") });
  const check = (
    <Button size="sm" variant="secondary" isPending={request.isPending} onClick={() => request.run({})}>
      {t("check")}
    </Button>
  );
  return (
    <Banner tone="warning" title={t(`${kind}Title`)} action={check}>
      {t(`${kind}Text`)}
    </Banner>
  );
}
