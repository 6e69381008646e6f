"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { CopyButton } from "@/app/_ui/copy-button";
import { dialogButtonsClass } from "@/app/_ui/dialog-class";

/** A key's secret, this once. */
export function NewSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useTranslations("settings");
  return (
    <div role="status">
      <code className="block select-all break-all rounded-md border bg-subtle px-3 py-2.5 font-mono text-sm">
        {secret}
      </code>
      <div className={dialogButtonsClass}>
        <Button variant="secondary" onClick={onDone}>
          {t("createKey.done")}
        </Button>
        <CopyButton variant="primary" text={secret} label={t("createKey.copy")} />
      </div>
    </div>
  );
}
