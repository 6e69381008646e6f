"use client";

import { LogOut, Settings, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import {
  DropdownMenuOpened,
  MenuItemOpened as MenuItem,
  MenuSeparatorOpened as MenuSeparator,
} from "@/app/_ui/dropdown-menu-opened";
import { type Account, AccountButton } from "./account-button";
import { signOutAction } from "./actions";

/** The menu itself, open from the start: it is loaded by the first press of its button. */
export function AccountMenuOpened({ account }: { account: Account }) {
  const t = useTranslations("dashboard");
  const isFull = account.look === "full";
  const label = t("account.open", { username: account.username });
  return (
    <DropdownMenuOpened
      trigger={<AccountButton account={account} label={label} />}
      align={isFull ? "start" : "end"}
      side={isFull ? "top" : "bottom"}
    >
      {!isFull && <p className="truncate px-2.5 pt-1.5 pb-2 text-muted text-xs">{account.email}</p>}
      <MenuItem asChild>
        <Link href="/dashboard/settings">
          <Settings />
          {t("account.settings")}
        </Link>
      </MenuItem>
      {account.isOperator && (
        <MenuItem asChild>
          <Link href="/admin/jobs">
            <ShieldCheck />
            {t("nav.admin")}
          </Link>
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => startTransition(signOutAction)}>
        {t("account.signOut")}
      </MenuItem>
    </DropdownMenuOpened>
  );
}
