import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** Skeletons say nothing to a screen reader; this says that something is on its way. */
export function LoadingRegion({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">{t("loading")}</span>
      {children}
    </div>
  );
}
