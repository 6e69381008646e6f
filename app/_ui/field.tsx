"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { FieldContext } from "./field-context";
import { useErrorText } from "./use-error-text";

interface FieldProps {
  label: ReactNode;
  /** A key under `errors.fields`. */
  error?: string | undefined;
  hint?: ReactNode;
  isOptional?: boolean;
  /** Shown at the label's end, a link for instance; after the control for those who go by the keyboard. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A labelled control with its hint and error; the control finds its id by context. */
export function Field({ label, error, hint, isOptional = false, aside, children }: FieldProps) {
  const id = useId();
  const t = useTranslations("common");
  const errorText = useErrorText();
  // One sentence at a time: an error says what the hint said, and more.
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : null;
  const control = {
    id,
    ...(describedBy !== null && { "aria-describedby": describedBy }),
    ...(error !== undefined && { "aria-invalid": true as const }),
  };
  return (
    <div className="relative flex flex-col gap-1.5">
      <label htmlFor={id} className="self-start font-medium text-sm">
        {label}
        {isOptional && <span className="ml-1.5 font-normal text-faint">{t("optional")}</span>}
      </label>
      <FieldContext value={control}>{children}</FieldContext>
      {aside && <div className="absolute top-0 right-0 text-sm">{aside}</div>}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-danger-text text-sm">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" />
          <span>{errorText.field(error)}</span>
        </p>
      )}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
