import Link from "next/link";
import { useTranslations } from "next-intl";
import { LocaleSwitch } from "../_ui/locale-switch";
import { Logo } from "../_ui/logo";
import { ThemeToggle } from "../_ui/theme-toggle";

const look = "rounded-sm text-muted text-sm hover:text-text";

export function LandingFooter() {
  const t = useTranslations("landing.footer");
  return (
    <footer className="border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-4 px-5 py-7 sm:px-8">
        <Logo />
        <nav aria-label={t("label")} className="flex flex-wrap gap-x-6 gap-y-2">
          <Link href="/docs/twinproxy" className={look}>
            {t("migration")}
          </Link>
          <Link href="/docs/errors" className={look}>
            {t("errors")}
          </Link>
        </nav>
        <div className="flex gap-3">
          <LocaleSwitch />
          <ThemeToggle />
        </div>
      </div>
    </footer>
  );
}
