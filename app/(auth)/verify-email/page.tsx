import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { VerifyEmail } from "./verify-email";
import { VerifyFailed } from "./verify-failed";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  // The address holds a secret: no page behind a link may learn it.
  return { title: t("verify.title"), referrer: "no-referrer" };
}

export default async function VerifyEmailPage({ searchParams }: PageProps<"/verify-email">) {
  const { token } = await searchParams;
  return typeof token === "string" && token !== "" ? <VerifyEmail token={token} /> : <VerifyFailed />;
}
