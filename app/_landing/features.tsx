import { CalendarClock, LockKeyhole, MessageCircleMore, Route } from "lucide-react";
import { useTranslations } from "next-intl";

const features = [
  { name: "ahead", Icon: CalendarClock },
  { name: "words", Icon: MessageCircleMore },
  { name: "once", Icon: Route },
  { name: "safe", Icon: LockKeyhole },
] as const;

export function Features() {
  const t = useTranslations("landing");
  return (
    <section className="border-y bg-surface">
      <div className="mx-auto max-w-6xl px-5 py-18 sm:px-8 lg:py-24">
        <h2 className="max-w-xl font-semibold text-2xl sm:text-3xl">{t("features.title")}</h2>
        <div className="mt-10 grid gap-x-14 gap-y-10 sm:grid-cols-2">
          {features.map(({ name, Icon }) => (
            <div key={name} className="max-w-md">
              <Icon className="size-5 text-accent-text" />
              <h3 className="mt-3.5 font-semibold text-base">{t(`features.${name}.title`)}</h3>
              <p className="mt-1.5 text-muted">{t(`features.${name}.text`)}</p>
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}
