"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { type Account, AccountButton } from "./account-button";

// Most visits never open it, and what opens it weighs more than the page.
const load = async () => await import("./account-menu-opened");
const Opened = lazy(async () => ({ default: (await load()).AccountMenuOpened }));

export function AccountMenu(account: Account) {
  const t = useTranslations("dashboard");
  const [isWanted, setIsWanted] = useState(false);
  const button = (
    <AccountButton
      account={account}
      label={t("account.open", { username: account.username })}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setIsWanted(true)}
    />
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <Opened account={account} />
    </Suspense>
  );
}
