import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "../_ui/button-class";
import { Preview } from "./preview";

export function Hero() {
  const t = useTranslations("landing");
  return (
    <section className="mx-auto grid max-w-6xl items-center gap-12 px-5 pt-12 pb-20 sm:px-8 lg:grid-cols-[1.05fr_1fr] lg:gap-16 lg:pt-20 lg:pb-28">
      <div>
        <h1 className="font-semibold text-3xl sm:text-4xl">{t("hero.title")}</h1>
        <p className="mt-5 max-w-xl text-lg text-muted">{t("hero.text")}</p>
        <div className="mt-8 flex flex-col gap-3 sm:flex-row">
          <Link href="/sign-up" className={buttonClass({ size: "lg" })}>
            {t("hero.start")}
            <ArrowRight />
          </Link>
          <Link href="/sign-in" className={buttonClass({ size: "lg", variant: "secondary" })}>
            {t("hero.signIn")}
          </Link>
        </div>
      </div>
      <Preview />
    </section>
  );
}
