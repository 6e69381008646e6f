import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "./_ui/button-class";
import { LogoMark } from "./_ui/logo";

export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center px-6 text-center">
      <LogoMark className="size-9" />
      <h1 className="mt-5 font-semibold text-2xl">{t("notFound.title")}</h1>
      <p className="mt-2 max-w-sm text-muted">{t("notFound.text")}</p>
      <Link href="/" className={`${buttonClass({ variant: "secondary" })} mt-6`}>
        {t("notFound.home")}
      </Link>
    </main>
  );
}
