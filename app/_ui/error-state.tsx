"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button";
import { errorDigest } from "./error-digest";

/** What stands where a part of a page failed; shaped after the props of Next's error.tsx. */
export function ErrorState({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("common");
  const digest = errorDigest(error);
  return (
    <div
      role="alert"
      className="flex flex-col items-center rounded-lg border bg-surface px-6 py-14 text-center"
    >
      <div className="grid size-11 place-items-center rounded-lg bg-danger-soft text-danger-text">
        <TriangleAlert className="size-5" />
      </div>
      <h2 className="mt-4 font-semibold text-base">{t("failure.title")}</h2>
      <p className="mt-1.5 max-w-sm text-muted text-sm">{t("failure.text")}</p>
      <Button variant="secondary" className="mt-5" onClick={retry}>
        <RotateCw />
        {t("retry")}
      </Button>
      {digest && (
        <p className="mt-5 text-faint text-xs">
          {t("failure.requestId")} <code className="select-all font-mono text-muted">{digest}</code>
        </p>
      )}
    </div>
  );
}
