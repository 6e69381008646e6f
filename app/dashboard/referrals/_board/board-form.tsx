"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "@/app/_ui/button";
import { callAction } from "@/app/_ui/call-action";
import { Field } from "@/app/_ui/field";
import { FormError } from "@/app/_ui/form-error";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { useServerAction } from "@/app/_ui/use-server-action";
import { joinBoardAction, leaveBoardAction } from "../actions";

type Result = Awaited<ReturnType<typeof joinBoardAction>>;

/** Takes part under a name, changes it, or leaves. */
export function BoardForm({ ownName }: { ownName: string | null }) {
  const t = useTranslations("referrals.board");
  const leave = useServerAction(leaveBoardAction, { success: t("left") });
  const [result, submit, isPending] = useActionState(async (_previous: Result | null, data: FormData) => {
    const answer = await callAction(joinBoardAction, { name: String(data.get("name") ?? "") });
    if (answer.ok) toast.success(t("joined", { name: answer.data.name }));
    return answer;
  }, null);
  const error = result?.ok === false ? result.error.fieldErrors?.name?.[0] : undefined;
  return (
    <form action={submit} noValidate className="flex flex-col gap-4">
      <FormError result={result} />
      <Field label={t("field")} hint={t("hint")} error={error}>
        <Input autoComplete="off" spellCheck={false} name="name" defaultValue={ownName ?? ""} />
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
