import { useTranslations } from "next-intl";

/** The first stop of the Tab key; the page's main part has the id `content`. */
export function SkipLink() {
  const t = useTranslations("common");
  return (
    <a
      href="#content"
      className="fixed top-3 left-3 z-50 -translate-y-20 rounded-md bg-accent px-4 py-2 font-medium text-on-accent text-sm focus:translate-y-0"
    >
      {t("skipToContent")}
    </a>
  );
}
