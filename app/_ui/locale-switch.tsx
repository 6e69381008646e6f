"use client";

import { useLocale, useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { setLocaleAction } from "@/app/_i18n/actions";
import { locales } from "@/lib/domain/locale";
import { SegmentedControl } from "./segmented-control";

const short = { ru: "RU", en: "EN" };
const names = { ru: "Русский", en: "English" };

export function LocaleSwitch({ withNames = false }: { withNames?: boolean }) {
  const t = useTranslations("common");
  const [, startTransition] = useTransition();
  const [locale, setLocale] = useOptimistic(useLocale());
  return (
    <SegmentedControl
      label={t("language")}
      options={locales.map((value) => ({ value, text: withNames ? names[value] : short[value] }))}
      value={locale}
      onChange={(value) =>
        startTransition(async () => {
          setLocale(value);
          await setLocaleAction(value);
        })
      }
    />
  );
}
