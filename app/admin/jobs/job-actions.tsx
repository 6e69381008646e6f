"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { toast } from "@/app/_ui/toast";
import { useServerAction } from "@/app/_ui/use-server-action";
import type { JobState } from "@/lib/domain/job-state";
import { removeJobAction, restoreJobAction, retryJobAction } from "./actions";

interface JobActionsProps {
  id: string;
  state: JobState;
  /** It waits for a time that has not come. */
  isEarly: boolean;
}

/** What an operator may do with a job in this state; nothing where it is under way or done. */
export function JobActions({ id, state, isEarly }: JobActionsProps) {
  const t = useTranslations("admin.jobs");
  const retry = useServerAction(retryJobAction, { success: t("done.retried") });
  const restore = useServerAction(restoreJobAction, { success: t("done.restored") });
  const only = { jobId: id };
  if (state === "running" || state === "done") return null;
  if (state === "deleted")
    return (
      <Button
        variant="secondary"
        size="sm"
        aria-label={t("restoreLabel", { id })}
        isPending={restore.isPending}
        onClick={() => restore.run(only)}
      >
        {t("restore")}
      </Button>
    );
  const verb = state === "dead" ? "retry" : "hurry";
  return (
    <div className="flex flex-wrap justify-end gap-2 sm:flex-nowrap">
      {(state === "dead" || isEarly) && (
        <Button
          variant="secondary"
          size="sm"
          aria-label={t(`${verb}Label`, { id })}
          isPending={retry.isPending}
          onClick={() => retry.run(only)}
        >
          {t(verb)}
        </Button>
      )}
      <DeleteButton id={id} />
    </div>
  );
}

/** Asks, and still can be taken back. */
function DeleteButton({ id }: { id: string }) {
  const t = useTranslations("admin.jobs");
  const restore = useServerAction(restoreJobAction, { success: t("done.restored") });
  const remove = useServerAction(removeJobAction, {
    onSuccess: () => {
      const undo = { label: t("done.undo"), onClick: () => restore.run({ jobId: id }) };
      toast.success(t("done.deleted"), { action: undo, duration: 10_000 });
    },
  });
  return (
    <ConfirmDialog
      trigger={
        <Button variant="quietDanger" size="sm" aria-label={t("deleteLabel", { id })}>
          {t("delete")}
        </Button>
      }
      title={t("confirmDelete.title")}
      description={t("confirmDelete.text")}
      confirmLabel={t("confirmDelete.confirm")}
      onConfirm={() => remove.run({ jobId: id })}
    />
  );
}
