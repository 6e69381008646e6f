import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import { FactList } from "@/app/_ui/fact-list";
import type { getUser } from "@/lib/services/user/get";

export function ProfileCard({ user }: { user: Awaited<ReturnType<typeof getUser>> }) {
  const t = useTranslations("settings");
  const format = useFormatter();
  return (
    <Card title={t("profile.title")}>
      <FactList
        facts={[
          { name: t("profile.username"), value: user.username },
          { name: t("profile.email"), value: <span className="break-all">{user.email}</span> },
          { name: t("profile.since"), value: format.dateTime(user.createdAt, { dateStyle: "long" }) },
        ]}
      />
    </Card>
  );
}
