import { ArrowRight, Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import { cn } from "@/app/_ui/cn";
import { offeredClusters } from "@/lib/services/connection/offered-clusters";

const order = ["dodois", "amocrm", "code", "apiKey"] as const;
type Step = (typeof order)[number];

const pages = {
  dodois: "/dashboard/connections",
  amocrm: "/dashboard/connections",
  code: "/dashboard/referrals",
  apiKey: "/dashboard/settings#api-keys",
} as const satisfies Record<Step, string>;

/** What a new account does first; goes away when all is done. */
export function FirstSteps({ steps }: { steps: Record<Step, boolean> }) {
  const t = useTranslations("dashboard");
  const done = order.filter((step) => steps[step]).length;
  return (
    <Card
      isFlush
      title={t("steps.title")}
      description={t("steps.text")}
      action={
        <p className="text-muted text-sm tabular-nums">
          {t("steps.progress", { done, total: order.length })}
        </p>
      }
    >
      <ol className="divide-y">
        {order.map((step, index) => (
          <li
            key={step}
            className={cn("relative flex items-center gap-4 px-5 py-4", !steps[step] && "hover:bg-hover")}
          >
            <Mark isDone={steps[step]} number={index + 1} />
            <div className="min-w-0 flex-1 text-sm">
              <p className={cn("font-medium", steps[step] && "text-muted")}>
                {steps[step] ? t(`steps.${step}`) : <StepLink step={step} />}
              </p>
              <p className="text-muted">{t(`steps.${step}Text`)}</p>
            </div>
            {!steps[step] && <ArrowRight className="size-4 shrink-0 text-faint" />}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Mark({ isDone, number }: { isDone: boolean; number: number }) {
  const t = useTranslations("dashboard");
  if (!isDone) {
    return (
      <span className="grid size-7 shrink-0 place-items-center rounded-full border border-border-strong text-muted text-xs tabular-nums">
        {number}
      </span>
    );
  }
  return (
    <span className="grid size-7 shrink-0 place-items-center rounded-full bg-success-soft text-success-text">
      <Check className="size-4" />
      <span className="sr-only">{t("steps.done")}</span>
    </span>
  );
}

/** The whole row is the link. Connecting leaves the site, so it is a plain link, never prefetched. */
function StepLink({ step }: { step: Step }) {
  const t = useTranslations("dashboard");
  const look =
    "after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent-text focus-visible:after:-outline-offset-2";
  const text = t(`steps.${step}`);
  // Of several clusters one is chosen first, where the connections are.
  const isDirect = step === "amocrm" || (step === "dodois" && offeredClusters().length < 2);
  return isDirect ? (
    <a href={`/api/connect/${step}`} className={look}>
      {text}
    </a>
  ) : (
    <Link href={pages[step]} className={look}>
      {text}
    </Link>
  );
}
