import { ChevronDown, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { buttonClass } from "@/app/_ui/button-class";
import { DropdownMenu, MenuItem } from "@/app/_ui/dropdown-menu";
import { offeredClusters } from "@/lib/services/connection/offered-clusters";

/** Where there are several clusters to sign in at, people choose by the country of their restaurants. */
export function ConnectDodois() {
  const t = useTranslations("connections");
  const clusters = offeredClusters();
  if (clusters.length < 2) {
    return (
      <a href="/api/connect/dodois" className={buttonClass({ variant: "secondary" })}>
        <Plus />
        {t("connect.dodois")}
      </a>
    );
  }
  const trigger = (
    <Button variant="secondary">
      <Plus />
      {t("connect.dodois")}
      <ChevronDown />
    </Button>
  );
  return (
    <DropdownMenu trigger={trigger} align="start">
      {clusters.map((id) => (
        <MenuItem key={id} asChild isTall>
          <a href={`/api/connect/dodois?cluster=${id}`}>
            <span className="w-64">
              <span className="block font-medium">{t(`clusters.${id}.name`)}</span>
              <span className="block text-muted text-xs">{t(`clusters.${id}.countries`)}</span>
            </span>
          </a>
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
