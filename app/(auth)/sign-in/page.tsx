import type { Metadata, Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { returnPath } from "@/lib/domain/return-path";
import { AuthHeading } from "../_parts/auth-heading";
import { redirectSignedIn } from "../_parts/redirect-signed-in";
import { textLinkClass } from "../_parts/text-link-class";
import { SignInForm } from "./sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn.submit") };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const to = (returnPath((await searchParams).next) ?? "/dashboard") as Route;
  await redirectSignedIn(to);
  const t = await getTranslations("auth");
  return (
    <>
      <AuthHeading title={t("signIn.title")} />
      <SignInForm to={to} />
      <p className="mt-6 text-muted text-sm">
        {t("signIn.noAccount")}{" "}
        <Link href="/sign-up" className={textLinkClass}>
          {t("signIn.signUp")}
        </Link>
      </p>
    </>
  );
}
