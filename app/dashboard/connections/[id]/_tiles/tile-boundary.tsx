"use client";

import { catchError, type ErrorInfo } from "next/error";
import { useTranslations } from "next-intl";
import { errorDigest } from "@/app/_ui/error-digest";
import { RetryButton } from "./retry-button";

/** Keeps what breaks inside a tile there. */
export const TileBoundary = catchError((_props: object, info) => <BrokenTile {...info} />);

function BrokenTile({ error, retry }: ErrorInfo) {
  const t = useTranslations("connections.tiles.failure");
  const common = useTranslations("common.failure");
  const digest = errorDigest(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-3 text-sm">
      <p className="text-muted">{t("bug")}</p>
      {digest && (
        <p className="text-faint text-xs">
          {common("requestId")} <code className="select-all font-mono">{digest}</code>
        </p>
      )}
      <RetryButton onRetry={retry} />
    </div>
  );
}
