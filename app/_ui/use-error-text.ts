"use client";

import { useMessages, useTranslations } from "next-intl";
import type { ActionError } from "@/lib/http/action-result";

export type ShownError = Pick<ActionError, "code" | "reason" | "retryAfterSeconds">;

/** Turns error codes, reasons and field keys into sentences of the reader's language. */
export function useErrorText() {
  const { errors } = useMessages();
  const t = useTranslations("errors");

  const field = (key: string) => lookUp(errors.fields, key) ?? errors.fields.custom;

  const error = ({ code, reason, retryAfterSeconds }: ShownError) => {
    const known = reason === undefined ? undefined : lookUp(errors.reasons, reason);
    if (known !== undefined) return known;
    if (code !== "rate_limited" || retryAfterSeconds === undefined) return errors.codes[code];
    return retryAfterSeconds < 60
      ? t("retryAfterSeconds", { seconds: Math.max(1, Math.ceil(retryAfterSeconds)) })
      : t("retryAfter", { minutes: Math.ceil(retryAfterSeconds / 60) });
  };

  /** Of a reason, or of the code that stands for one; null for what nobody has worded. */
  const reason = (key: string) => lookUp(errors.reasons, key) ?? lookUp(errors.codes, key) ?? null;

  return { field, error, reason };
}

function lookUp(texts: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined;
}
