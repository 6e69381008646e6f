"use client";

import { CalendarPlus, Ellipsis, Pause, Play, QrCode, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/dropdown-menu";
import { toast } from "@/app/_ui/toast";
import { useServerAction } from "@/app/_ui/use-server-action";
import type { CodeStanding } from "@/lib/domain/referral-code-usability";
import { activateCodeAction, deactivateCodeAction, removeCodeAction, restoreCodeAction } from "./actions";
import { ExtendCodeDialog } from "./extend-code-dialog";
import { QrDialog } from "./qr-dialog";
import { ShareItems } from "./share-items";

interface MenuCode {
  id: string;
  text: string;
  url: string;
  standing: CodeStanding;
}

export function CodeRowMenu({ code }: { code: MenuCode }) {
  const t = useTranslations("referrals");
  const [dialog, setDialog] = useState<"qr" | "extend" | null>(null);
  const named = { code: code.text };
  const only = { codeId: code.id };
  // A code that was switched off can be printed before its day; one that is over only disappoints.
  const isAlive = code.standing === "active" || code.standing === "inactive";
  const activate = useServerAction(activateCodeAction, { success: t("done.activated", named) });
  const deactivate = useServerAction(deactivateCodeAction, { success: t("done.deactivated", named) });
  const remove = useRemove(code);
  return (
    <>
      <DropdownMenu
        trigger={
          <Button
            variant="ghost"
            size="iconSmall"
            aria-label={t("menu.label", named)}
            isPending={activate.isPending || deactivate.isPending || remove.isPending}
          >
            <Ellipsis />
          </Button>
        }
      >
        {isAlive && (
          <>
            <MenuItem icon={<QrCode />} onSelect={() => setDialog("qr")}>
              {t("menu.qr")}
            </MenuItem>
            <ShareItems url={code.url} />
            <MenuSeparator />
          </>
        )}
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
        <MenuItem icon={<CalendarPlus />} onSelect={() => setDialog("extend")}>
          {t("menu.extend")}
        </MenuItem>
        <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => remove.run({ codeId: code.id })}>
          {t("menu.delete")}
        </MenuItem>
      </DropdownMenu>
      <QrDialog code={code} open={dialog === "qr"} onOpenChange={() => setDialog(null)} />
      <ExtendCodeDialog code={code} open={dialog === "extend"} onOpenChange={() => setDialog(null)} />
    </>
  );
}

/** Deletes at once: the toast takes it back, and for a day the list of deleted codes does. */
function useRemove(code: MenuCode) {
  const t = useTranslations("referrals.done");
  const named = { code: code.text };
  const restore = useServerAction(restoreCodeAction, { success: t("restored", named) });
  return useServerAction(removeCodeAction, {
    onSuccess: () => {
      const undo = { label: t("undo"), onClick: () => restore.run({ codeId: code.id }) };
      toast.success(t("deleted", named), { action: undo, duration: 10_000 });
    },
  });
}
