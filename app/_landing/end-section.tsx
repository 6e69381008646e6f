import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "../_ui/button-class";

export function EndSection() {
  const t = useTranslations("landing");
  return (
    <section className="border-t">
      <div className="mx-auto max-w-6xl px-5 py-20 text-center sm:px-8 lg:py-28">
        <h2 className="font-semibold text-2xl sm:text-3xl">{t("end.title")}</h2>
        <p className="mt-3 text-muted">{t("end.text")}</p>
        <Link href="/sign-up" className={`${buttonClass({ size: "lg" })} mt-7`}>
          {t("hero.start")}
        </Link>
      </div>
    </section>
  );
}
