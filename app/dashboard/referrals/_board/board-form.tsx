"use client";

import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { useActionForm } from "@/app/_ui/use-action-form";
import { useServerAction } from "@/app/_ui/use-server-action";
import { BoardName } from "@/lib/domain/pseudonym";
import { joinBoardAction, leaveBoardAction } from "../actions";

/** Takes part under a name, changes it, or leaves. */
export function BoardForm({ ownName }: { ownName: string | null }) {
  const t = useTranslations("referrals.board");
  const leave = useServerAction(leaveBoardAction, { success: t("left") });
  const { form, submit, isPending, result } = useActionForm(joinBoardAction, {
    schema: BoardName,
    defaultValues: { name: ownName ?? "" },
    onSuccess: ({ name }) => toast.success(t("joined", { name })),
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormError result={result} />
      <Field label={t("field")} hint={t("hint")} error={form.formState.errors.name?.message}>
        <Input autoComplete="off" spellCheck={false} {...form.register("name")} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="secondary" isPending={isPending}>
          {ownName === null ? t("join") : t("rename")}
        </Button>
        {ownName !== null && (
          <Button variant="ghost" isPending={leave.isPending} onClick={() => leave.run({})}>
            {t("leave")}
          </Button>
        )}
      </div>
    </form>
  );
}
