"use client";

import { Copy, Ellipsis, Pause, Play, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/dropdown-menu";
import { useServerAction } from "@/app/_ui/use-server-action";
import type { CodeStanding } from "@/lib/domain/referral-code-usability";
import { activateCodeAction, deactivateCodeAction, removeCodeAction } from "./actions";

interface MenuCode {
  id: string;
  text: string;
  url: string;
  standing: CodeStanding;
}

export function CodeRowMenu({ code }: { code: MenuCode }) {
  const t = useTranslations("referrals");
  const [isDeleting, setIsDeleting] = useState(false);
  const named = { code: code.text };
  const only = { codeId: code.id };
  const activate = useServerAction(activateCodeAction, { success: t("done.activated", named) });
  const deactivate = useServerAction(deactivateCodeAction, { success: t("done.deactivated", named) });
  const remove = useServerAction(removeCodeAction, { success: t("done.deleted", named) });
  const copyLink = useCopyLink(code.url);
  return (
    <>
      <DropdownMenu
        trigger={
          <Button
            variant="ghost"
            size="iconSmall"
            aria-label={t("menu.label", named)}
            isPending={activate.isPending || deactivate.isPending}
          >
            <Ellipsis />
          </Button>
        }
      >
        <MenuItem icon={<Copy />} onSelect={copyLink}>
          {t("menu.copy")}
        </MenuItem>
        {code.standing === "inactive" && (
          <MenuItem icon={<Play />} onSelect={() => activate.run(only)}>
            {t("menu.activate")}
          </MenuItem>
        )}
        {code.standing === "active" && (
          <MenuItem icon={<Pause />} onSelect={() => deactivate.run(only)}>
            {t("menu.deactivate")}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => setIsDeleting(true)}>
          {t("menu.delete")}
        </MenuItem>
      </DropdownMenu>
      <ConfirmDialog
        open={isDeleting}
        onOpenChange={setIsDeleting}
        title={t("delete.title", named)}
        description={t("delete.text")}
        confirmLabel={t("delete.confirm")}
        onConfirm={() => remove.run(only)}
      />
    </>
  );
}

function useCopyLink(url: string) {
  const t = useTranslations();
  return async () => {
    try {
      await navigator.clipboard.writeText(url);
      toast.success(t("referrals.link.copied"));
    } catch {
      toast.error(t("common.copyFailed"));
    }
  };
}
