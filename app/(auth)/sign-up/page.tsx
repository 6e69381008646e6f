import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { referralCookie } from "@/lib/domain/referral-link";
import { env } from "@/lib/env";
import { redirectSignedIn } from "../_parts/redirect-signed-in";
import { textLinkClass } from "../_parts/text-link-class";
import { SignUpSteps } from "./sign-up-steps";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signUp.title") };
}

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  await redirectSignedIn();
  const t = await getTranslations("auth");
  const { ref } = await searchParams;
  const fromCookie = (await cookies()).get(referralCookie)?.value;
  const initialCode = (typeof ref === "string" ? ref : fromCookie)?.slice(0, 64) ?? "";
  return (
    <SignUpSteps initialCode={initialCode} mailboxUrl={env().MOSTIK_MAILBOX_URL ?? null}>
      <p className="mt-6 text-muted text-sm">
        {t("signUp.haveAccount")}{" "}
        <Link href="/sign-in" className={textLinkClass}>
          {t("signUp.signIn")}
        </Link>
      </p>
    </SignUpSteps>
  );
}
