import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/app/_ui/button-class";

/** Plain links: they leave the site, and fetching them ahead would open a sign-in at the provider. */
export function ConnectButtons() {
  const t = useTranslations("connections");
  return (
    <>
      <a href="/api/connect/dodois" className={buttonClass({ variant: "secondary" })}>
        <Plus />
        {t("connect.dodois")}
      </a>
      <a href="/api/connect/amocrm" className={buttonClass({ variant: "secondary" })}>
        <Plus />
        {t("connect.amocrm")}
      </a>
    </>
  );
}
