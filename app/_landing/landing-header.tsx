import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "../_ui/button-class";
import { Logo } from "../_ui/logo";

export function LandingHeader() {
  const t = useTranslations("landing");
  return (
    <header className="mx-auto flex h-16 max-w-6xl items-center justify-between gap-4 px-5 sm:px-8">
      <Link href="/" className="rounded-sm">
        <Logo />
      </Link>
      <nav aria-label={t("nav.label")} className="flex items-center gap-1 sm:gap-2">
        <Link href="/sign-in" className={buttonClass({ variant: "ghost" })}>
          {t("nav.signIn")}
        </Link>
        <span className="hidden sm:block">
          <Link href="/sign-up" className={buttonClass()}>
            {t("nav.signUp")}
          </Link>
        </span>
      </nav>
    </header>
  );
}
