"use client";

import { ChevronsUpDown, LogOut, Settings } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { cn } from "@/app/_ui/cn";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/dropdown-menu";
import { signOutAction } from "./actions";

interface AccountMenuProps {
  username: string;
  email: string;
  /** `full` shows the name beside the initial. */
  look: "full" | "compact";
}

export function AccountMenu({ username, email, look }: AccountMenuProps) {
  const t = useTranslations("dashboard");
  const isFull = look === "full";
  const trigger = (
    <button
      type="button"
      className={cn(
        "flex items-center gap-2.5 rounded-md text-left hover:bg-hover",
        isFull ? "w-full p-2" : "p-1",
      )}
    >
      <span className="sr-only">{t("account.open", { username })}</span>
      <span
        aria-hidden="true"
        className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-text text-sm uppercase"
      >
        {[...username][0]}
      </span>
      {isFull && (
        <>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium text-sm">{username}</span>
            <span className="block truncate text-muted text-xs">{email}</span>
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-faint" />
        </>
      )}
    </button>
  );
  return (
    <DropdownMenu trigger={trigger} align={isFull ? "start" : "end"} side={isFull ? "top" : "bottom"}>
      {!isFull && <p className="truncate px-2.5 pt-1.5 pb-2 text-muted text-xs">{email}</p>}
      <MenuItem asChild>
        <Link href="/dashboard/settings">
          <Settings />
          {t("account.settings")}
        </Link>
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => startTransition(signOutAction)}>
        {t("account.signOut")}
      </MenuItem>
    </DropdownMenu>
  );
}
