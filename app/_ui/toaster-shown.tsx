"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Toaster as Sonner } from "sonner";

const icons = {
  success: <CircleCheck className="size-4 text-success-text" />,
  info: <Info className="size-4 text-accent-text" />,
  warning: <TriangleAlert className="size-4 text-warning-text" />,
  error: <CircleAlert className="size-4 text-danger-text" />,
};

/** Where toasts appear; say one with `toast.success(…)` of ./toast. Above the tab bar on phones. */
export function ToasterShown() {
  const t = useTranslations("common");
  return (
    <Sonner
      position="bottom-right"
      mobileOffset={{ bottom: "5rem" }}
      containerAriaLabel={t("notifications")}
      icons={icons}
      className="font-sans!"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded-lg bg-surface px-4 py-3.5 text-sm text-text shadow-lg sm:w-88",
          icon: "mt-0.5 shrink-0",
          title: "font-medium",
          description: "mt-0.5 text-muted",
          actionButton: "ml-auto shrink-0 font-medium text-accent-text",
        },
      }}
    />
  );
}
