"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import type { CodeLifetime } from "@/lib/domain/referral-code-lifetime";

const presets = {
  day: { days: 1 },
  week: { days: 7 },
  month: { days: 30 },
  quarter: { days: 90 },
  year: { days: 365 },
} satisfies Record<string, CodeLifetime>;

const choices = ["day", "week", "month", "quarter", "year", "custom"] as const;
type Choice = (typeof choices)[number];

const units = ["days", "hours", "minutes"] as const;

interface LifetimeFieldProps {
  label: string;
  /** A key under `errors.fields`. */
  error: string | undefined;
  onChange: (lifetime: CodeLifetime) => void;
}

/** A usual lifetime by one choice, any other by days, hours and minutes. */
export function LifetimeField({ label, error, onChange }: LifetimeFieldProps) {
  const t = useTranslations("referrals.create");
  const [choice, setChoice] = useState<Choice>("month");
  const [custom, setCustom] = useState({ days: "30", hours: "0", minutes: "0" });

  const choose = (next: Choice) => {
    setChoice(next);
    onChange(next === "custom" ? toLifetime(custom) : presets[next]);
  };
  const change = (next: typeof custom) => {
    setCustom(next);
    onChange(toLifetime(next));
  };

  return (
    <div className="flex flex-col gap-3">
      <Field label={label} error={error} {...(choice === "custom" && { hint: t("lifetimeHint") })}>
        <Select value={choice} onChange={(event) => choose(choiceOf(event.target.value))}>
          {choices.map((name) => (
            <option key={name} value={name}>
              {t(`lifetimes.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      {choice === "custom" && (
        <div className="grid grid-cols-3 gap-3">
          {units.map((unit) => (
            <Field key={unit} label={t(unit)}>
              <Input
                inputMode="numeric"
                autoComplete="off"
                value={custom[unit]}
                onChange={(event) => change({ ...custom, [unit]: event.target.value })}
              />
            </Field>
          ))}
        </div>
      )}
    </div>
  );
}

function toLifetime(parts: Record<(typeof units)[number], string>): CodeLifetime {
  return { days: Number(parts.days), hours: Number(parts.hours), minutes: Number(parts.minutes) };
}

function choiceOf(value: string): Choice {
  return choices.find((choice) => choice === value) ?? "custom";
}
