"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/app/_ui/button";
import { buttonClass } from "@/app/_ui/button-class";
import { callAction } from "@/app/_ui/call-action";
import { Spinner } from "@/app/_ui/spinner";
import { useServerAction } from "@/app/_ui/use-server-action";
import type { ExportProgress } from "@/lib/services/referral-export/progress";
import { exportProgressAction, requestExportAction } from "./actions";

const askAgainMs = 1_500;

/** A large list is written by a job: asked for here, watched, and then downloaded. */
export function ExportButton({ latest }: { latest: ExportProgress | null }) {
  const t = useTranslations("referrals.export");
  const locale = useLocale();
  const request = useServerAction(requestExportAction);
  const progress = useProgress(latest);
  if (progress?.state === "under_way") {
    return (
      <p role="status" className="flex items-center gap-2 text-muted text-sm tabular-nums">
        <Spinner />
        {t("progress", { done: progress.rowsDone, total: progress.rowsTotal })}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      {progress?.state === "failed" && (
        <p role="status" className="text-danger-text text-sm">
          {t("failed")}
        </p>
      )}
      {progress?.state === "ready" && (
        <a
          href={`/dashboard/referrals/export/${progress.id}`}
          download
          title={t("ready")}
          className={buttonClass({ size: "sm" })}
        >
          <Download />
          {t("download")}
        </a>
      )}
      <Button
        variant="secondary"
        size="sm"
        isPending={request.isPending}
        onClick={() => request.run({ locale })}
      >
        {t("request")}
      </Button>
    </div>
  );
}

/** Asks how far it is, as long as it is under way. */
function useProgress(latest: ExportProgress | null): ExportProgress | null {
  const [asked, setAsked] = useState(latest);
  const progress = latest !== null && latest.id !== asked?.id ? latest : asked;
  useEffect(() => {
    if (progress?.state !== "under_way") return;
    const timer = setTimeout(async () => {
      const answer = await callAction(exportProgressAction, {});
      setAsked(answer.ok && answer.data !== null ? answer.data : { ...progress });
    }, askAgainMs);
    return () => clearTimeout(timer);
  }, [progress]);
  return progress;
}
