import { useTranslations } from "next-intl";
import { cn } from "../_ui/cn";

const stages = [
  { name: "clicks", count: 240, width: "w-full" },
  { name: "signUps", count: 62, width: "w-[26%]" },
  { name: "confirmed", count: 48, width: "w-[20%]" },
] as const;

export function ReferralsSection() {
  const t = useTranslations("landing");
  return (
    <section className="border-t bg-surface">
      <div className="mx-auto grid max-w-6xl items-center gap-10 px-5 py-18 sm:px-8 lg:grid-cols-[1.2fr_1fr] lg:gap-16 lg:py-24">
        <figure className="order-last min-w-0 rounded-xl border bg-background p-6 lg:order-first">
          <figcaption className="sr-only">{t("referrals.caption")}</figcaption>
          <dl className="flex flex-col gap-5">
            {stages.map(({ name, count, width }) => (
              <div key={name} className="grid grid-cols-[1fr_auto] text-sm">
                <dt className="text-muted">{t(`referrals.${name}`)}</dt>
                <dd className="font-semibold tabular-nums">{count}</dd>
                <dd aria-hidden="true" className="col-span-2 mt-2 h-2 rounded-full bg-hover">
                  <div className={cn("h-2 rounded-full bg-accent", width)} />
                </dd>
              </div>
            ))}
          </dl>
        </figure>
        <div>
          <h2 className="font-semibold text-2xl">{t("referrals.title")}</h2>
          <p className="mt-3 text-muted">{t("referrals.text")}</p>
        </div>
      </div>
    </section>
  );
}
