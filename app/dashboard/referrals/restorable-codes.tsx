"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { useServerAction } from "@/app/_ui/use-server-action";
import { restoreCodeAction } from "./actions";

interface RestorableCode {
  id: string;
  text: string;
}

/** What was deleted within a day, for whoever missed the toast. */
export function RestorableCodes({ codes }: { codes: readonly RestorableCode[] }) {
  const t = useTranslations("referrals.restorable");
  return (
    <details className="rounded-lg border bg-surface px-5 py-3.5 text-sm">
      <summary className="cursor-pointer font-medium">{t("title")}</summary>
      <p className="mt-2 text-muted">{t("text")}</p>
      <ul className="mt-3 flex flex-wrap gap-2">
        {codes.map((code) => (
          <li key={code.id}>
            <RestoreButton code={code} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function RestoreButton({ code }: { code: RestorableCode }) {
  const t = useTranslations("referrals");
  const named = { code: code.text };
  const restore = useServerAction(restoreCodeAction, { success: t("done.restored", named) });
  return (
    <Button
      variant="secondary"
      size="sm"
      isPending={restore.isPending}
      aria-label={t("restorable.restore", named)}
      onClick={() => restore.run({ codeId: code.id })}
    >
      <Undo2 />
      <span className="font-mono">{code.text}</span>
    </Button>
  );
}
