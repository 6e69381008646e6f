"use client";

import { useTranslations } from "next-intl";
import type { UseFormRegisterReturn } from "react-hook-form";
import { cn } from "@/app/_ui/cn";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { useCodeStatus } from "./use-code-status";

interface ReferralCodeFieldProps {
  initialCode: string;
  error: string | undefined;
  field: UseFormRegisterReturn;
}

/** Says at once what is wrong with a code; it never holds the sign-up back. */
export function ReferralCodeField({ initialCode, error, field }: ReferralCodeFieldProps) {
  const t = useTranslations("auth");
  const { status, check } = useCodeStatus(initialCode);
  return (
    <div className="flex flex-col gap-1.5">
      <Field label={t("signUp.code")} isOptional error={error}>
        <Input
          {...field}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
          onBlur={async (event) => {
            check(event.target.value);
            await field.onBlur(event);
          }}
        />
      </Field>
      <p
        role="status"
        className={cn(
          "text-sm",
          status === "usable" ? "text-success-text" : "text-warning-text",
          !status && "hidden",
        )}
      >
        {status !== null && t(`code.${status}`)}
      </p>
    </div>
  );
}
