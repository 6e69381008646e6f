"use client";

import { useTranslations } from "next-intl";
import type { UseFormRegisterReturn } from "react-hook-form";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { SegmentedControl } from "@/app/_ui/segmented-control";

type Way = "redirect" | "code";

interface WayFieldsProps {
  way: Way;
  /** Whether amoCRM would bring the person back to us. */
  canRedirect: boolean;
  onChange: (way: Way) => void;
  code: UseFormRegisterReturn;
  codeError: string | undefined;
}

/** By a visit to amoCRM or by a code from there; where the first cannot work, only the second. */
export function WayFields({ way, canRedirect, onChange, code, codeError }: WayFieldsProps) {
  const t = useTranslations("connections.private");
  const options = [
    { value: "redirect", text: t("wayRedirect") },
    { value: "code", text: t("wayCode") },
  ] as const;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col items-start gap-2 text-sm">
        <p aria-hidden="true" className="font-medium">
          {t("way")}
        </p>
        {canRedirect ? (
          <SegmentedControl label={t("way")} options={options} value={way} onChange={onChange} />
        ) : (
          <p className="text-muted">{t("foreignNote")}</p>
        )}
        {way === "redirect" && <p className="text-muted">{t("redirectNote")}</p>}
      </div>
      {way === "code" && (
        <Field label={t("code")} hint={t("codeHint")} error={codeError}>
          <Input autoComplete="off" spellCheck={false} {...code} />
        </Field>
      )}
    </div>
  );
}
