import { Unlink } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readUnsubscribeToken } from "@/lib/services/mail/unsubscribe-token";
import { AuthHeading } from "../_parts/auth-heading";
import { Unsubscribe } from "./unsubscribe";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.unsubscribe");
  // Whoever has the address may switch mails off: no page behind a link may learn it.
  return { title: t("title"), referrer: "no-referrer" };
}

export default async function UnsubscribePage({ searchParams }: PageProps<"/unsubscribe">) {
  const [{ token }, t] = await Promise.all([searchParams, getTranslations("auth.unsubscribe")]);
  const of = typeof token === "string" ? readUnsubscribeToken(token) : null;
  if (of !== null && typeof token === "string") return <Unsubscribe token={token} kind={of.kind} />;
  return (
    <AuthHeading icon={<Unlink />} title={t("invalidTitle")}>
      {t("invalidText")}
    </AuthHeading>
  );
}
