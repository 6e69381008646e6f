import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "../_ui/button-class";
import { EmptyState } from "../_ui/empty-state";

export default function DashboardNotFound() {
  const t = useTranslations("dashboard");
  return (
    <EmptyState
      icon={<SearchX />}
      title={t("notFound.title")}
      text={t("notFound.text")}
      headingLevel="h1"
      action={
        <Link href="/dashboard" className={buttonClass({ variant: "secondary" })}>
          {t("notFound.home")}
        </Link>
      }
    />
  );
}
