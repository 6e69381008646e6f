import { useFormatter, useTranslations } from "next-intl";

/** How many sign-ups a code has brought, and of how many at most. */
export function UsesOf({ code }: { code: { uses: number; maxUses: number | null } }) {
  const t = useTranslations("referrals");
  const format = useFormatter();
  const { uses, maxUses } = code;
  return (
    <span className="tabular-nums">
      {maxUses === null ? format.number(uses) : t("uses", { uses, maxUses })}
    </span>
  );
}
