"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { toast } from "@/app/_ui/toast";
import { useServerAction } from "@/app/_ui/use-server-action";
import type { JobName } from "@/lib/queue/jobs";
import { redriveAllAction } from "./actions";

/** Puts all that failed back into its queue; `queue` null: into all queues. */
export function RedriveButton({ queue, count }: { queue: JobName | null; count: number }) {
  const t = useTranslations("admin.jobs.redrive");
  const redrive = useServerAction(redriveAllAction, {
    onSuccess: ({ jobs }) => toast.success(t("done", { count: jobs })),
  });
  return (
    <ConfirmDialog
      tone="primary"
      trigger={
        <Button variant="secondary">
          <RotateCw />
          {t("button")}
        </Button>
      }
      title={queue === null ? t("title") : t("titleQueue", { queue })}
      description={t("text", { count })}
      confirmLabel={t("confirm")}
      onConfirm={() => redrive.run({ queue })}
    />
  );
}
