import { Unlink } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthHeading } from "../_parts/auth-heading";
import { ConfirmAddress } from "./confirm-address";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.confirmAddress");
  return { title: t("title"), referrer: "no-referrer" };
}

export default async function ConfirmAddressPage({ searchParams }: PageProps<"/confirm-address">) {
  const [{ token }, t] = await Promise.all([searchParams, getTranslations("auth.confirmAddress")]);
  if (typeof token === "string" && token !== "") return <ConfirmAddress token={token} />;
  return (
    <AuthHeading icon={<Unlink />} title={t("invalidTitle")}>
      {t("invalidText")}
    </AuthHeading>
  );
}
