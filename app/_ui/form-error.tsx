"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ActionResult } from "@/lib/http/action-result";
import { Banner } from "./banner";
import { useErrorText } from "./use-error-text";

/** Why a form's action was refused, above its fields. Silent where a field says it already. */
export function FormError({ result, action }: { result: ActionResult<unknown> | null; action?: ReactNode }) {
  const t = useTranslations("common");
  const errorText = useErrorText();
  if (result === null || result.ok) return null;
  const { error } = result;
  if (error.fieldErrors !== undefined && error.reason === undefined) return null;
  return (
    <Banner tone="danger" role="alert" action={action}>
      {errorText.error(error)}
      {error.code === "internal" && (
        <p className="mt-1 text-muted text-xs">
          {t("failure.requestId")} <code className="select-all font-mono">{error.requestId}</code>
        </p>
      )}
    </Banner>
  );
}
