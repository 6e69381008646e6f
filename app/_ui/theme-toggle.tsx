"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { SegmentedControl } from "./segmented-control";

const themes = ["light", "system", "dark"] as const;
const icons = { light: <Sun />, system: <Monitor />, dark: <Moon /> };

export function ThemeToggle({ withText = false }: { withText?: boolean }) {
  const t = useTranslations("common");
  const { theme, setTheme } = useTheme();
  // The choice is in the browser's storage, so the server cannot draw it.
  const isHydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  return (
    <SegmentedControl
      label={t("theme.label")}
      options={themes.map((value) => ({
        value,
        text: t(`theme.${value}`),
        ...(!withText && { icon: icons[value] }),
      }))}
      value={isHydrated ? (themes.find((value) => value === theme) ?? null) : null}
      onChange={setTheme}
    />
  );
}
