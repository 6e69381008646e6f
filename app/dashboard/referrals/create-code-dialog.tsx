"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { toast } from "@/app/_ui/toast";

const CreateCodeForm = lazy(async () => ({ default: (await import("./create-code-form")).CreateCodeForm }));

export function CreateCodeDialog() {
  const t = useTranslations("referrals");
  const [isOpen, setIsOpen] = useState(false);
  const close = (code: string) => {
    setIsOpen(false);
    toast.success(t("done.created", { code }));
  };
  return (
    <Dialog
      title={t("create.title")}
      description={t("create.description")}
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button>
          <Plus />
          {t("create.button")}
        </Button>
      }
    >
      <CreateCodeForm onCreated={close} />
    </Dialog>
  );
}
