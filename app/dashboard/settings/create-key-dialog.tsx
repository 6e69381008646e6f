"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { NewSecret } from "./new-secret";

const CreateKeyForm = lazy(async () => ({ default: (await import("./create-key-form")).CreateKeyForm }));

export function CreateKeyDialog() {
  const t = useTranslations("settings");
  const [isOpen, setIsOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  const change = (open: boolean) => {
    setIsOpen(open);
    if (open) setSecret(null);
  };

  return (
    <Dialog
      open={isOpen}
      onOpenChange={change}
      trigger={
        <Button size="sm">
          <Plus />
          {t("apiKeys.create")}
        </Button>
      }
      title={secret === null ? t("createKey.title") : t("createKey.doneTitle")}
      description={secret === null ? undefined : t("createKey.doneText")}
    >
      {secret === null ? (
        <CreateKeyForm onCreated={setSecret} />
      ) : (
        <NewSecret secret={secret} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}
