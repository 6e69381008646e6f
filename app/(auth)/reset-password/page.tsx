import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkInvalid } from "./link-invalid";
import { ResetPasswordForm } from "./reset-password-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  // The address holds a secret: no page behind a link may learn it.
  return { title: t("reset.title"), referrer: "no-referrer" };
}

export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password">) {
  const { token } = await searchParams;
  return typeof token === "string" && token !== "" ? <ResetPasswordForm token={token} /> : <LinkInvalid />;
}
