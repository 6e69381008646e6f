"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Banner } from "@/app/_ui/banner";
import { useErrorText } from "@/app/_ui/use-error-text";

const tones = { connected: "success", claimed: "success", denied: "warning", failed: "danger" } as const;
const results = ["connected", "claimed", "denied", "failed"] as const;

type Parameter = string | string[] | undefined;

/** How connecting ended, as the callback put it into the address; said once, not after a reload. */
export function ResultBanner({ result, reason }: { result: Parameter; reason: Parameter }) {
  const t = useTranslations("connections");
  const errorText = useErrorText();
  const known = results.find((value) => value === result);

  useEffect(() => {
    if (known !== undefined) window.history.replaceState(null, "", window.location.pathname);
  }, [known]);

  if (known === undefined) return null;
  const cause = known === "failed" && typeof reason === "string" && errorText.reason(reason);
  return (
    <Banner tone={tones[known]} role={tones[known] === "success" ? "status" : "alert"}>
      {t(`result.${known}`)} {cause}
    </Banner>
  );
}
