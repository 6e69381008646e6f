import { Ellipsis, KeyRound, Plus, UserRoundCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { buttonClass } from "@/app/_ui/button-class";
import { DropdownMenu, MenuItem } from "@/app/_ui/dropdown-menu";
import { ConnectDodois } from "./connect-dodois";

/** Plain links: they leave the site, and fetching them ahead would open a sign-in at the provider. */
export function ConnectButtons() {
  const t = useTranslations("connections");
  return (
    <>
      <ConnectDodois />
      <a href="/api/connect/amocrm" className={buttonClass({ variant: "secondary" })}>
        <Plus />
        {t("connect.amocrm")}
      </a>
      <DropdownMenu
        trigger={
          <Button variant="secondary" size="icon" aria-label={t("connect.more")}>
            <Ellipsis />
          </Button>
        }
      >
        <MenuItem asChild>
          <Link href="/dashboard/connections/amocrm-private">
            <KeyRound />
            {t("connect.private")}
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href="/dashboard/connections/twinproxy">
            <UserRoundCheck />
            {t("connect.twinproxy")}
          </Link>
        </MenuItem>
      </DropdownMenu>
    </>
  );
}
