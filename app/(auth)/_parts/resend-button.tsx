"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { useServerAction } from "@/app/_ui/use-server-action";
import { resendVerificationAction } from "../sign-up/actions";

/** Asks for another confirmation letter; once is enough, so the button goes when it worked. */
export function ResendButton({ email, isFullWidth = false }: { email: string; isFullWidth?: boolean }) {
  const t = useTranslations("auth");
  const [isSent, setIsSent] = useState(false);
  const resend = useServerAction(resendVerificationAction, { onSuccess: () => setIsSent(true) });
  return (
    <div role="status">
      {isSent ? (
        <p className="text-sm text-success-text">{t("resend.sent")}</p>
      ) : (
        <Button
          variant="secondary"
          isFullWidth={isFullWidth}
          isPending={resend.isPending}
          onClick={() => resend.run({ email })}
        >
          {t("resend.button")}
        </Button>
      )}
    </div>
  );
}
