import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import { FactList } from "@/app/_ui/fact-list";
import { LocaleSwitch } from "@/app/_ui/locale-switch";
import { ThemeToggle } from "@/app/_ui/theme-toggle";

export function LookCard() {
  const t = useTranslations("settings");
  return (
    <Card title={t("look.title")} description={t("look.text")}>
      <FactList
        facts={[
          { name: t("look.language"), value: <LocaleSwitch withNames /> },
          { name: t("look.theme"), value: <ThemeToggle withText /> },
        ]}
      />
    </Card>
  );
}
