import { useTranslations } from "next-intl";
import { Badge } from "../_ui/badge";
import { cn } from "../_ui/cn";

/** A picture of the product made of the product's own parts. */
export function Preview() {
  const t = useTranslations("landing");
  return (
    <figure aria-label={t("preview.label")} className="flex min-w-0 flex-col gap-4">
      <div className="rounded-xl bg-surface p-6 shadow-lg">
        <Account
          mark="D"
          look="bg-warning-soft text-warning-text"
          provider="Dodo IS"
          name={t("preview.name")}
          next={t("preview.next")}
          gen={t("preview.gen")}
        />
        <RefreshBars />
        <p className="mt-3 flex flex-wrap justify-between gap-x-4 gap-y-1 text-muted text-xs">
          <span>{t("preview.bars")}</span>
          <span>{t("preview.recovered")}</span>
        </p>
      </div>
      <div className="rounded-xl bg-surface p-6 shadow-lg">
        <Account
          mark="a"
          look="bg-accent-soft text-accent-text"
          provider="amoCRM"
          name={t("preview.crm")}
          next={t("preview.crmNext")}
          gen={t("preview.crmGen")}
        />
      </div>
    </figure>
  );
}

interface AccountProps {
  mark: string;
  look: string;
  provider: string;
  name: string;
  next: string;
  gen: string;
}

function Account({ mark, look, provider, name, next, gen }: AccountProps) {
  const t = useTranslations("landing");
  return (
    <div className="text-sm">
      <div className="flex items-center gap-3.5">
        <span
          aria-hidden="true"
          className={cn("grid size-10 shrink-0 place-items-center rounded-md font-bold", look)}
        >
          {mark}
        </span>
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">{name}</p>
          <p className="text-muted">{provider}</p>
        </div>
        <Badge tone="success" hasDot>
          {t("preview.status")}
        </Badge>
      </div>
      <p className="mt-4 flex flex-wrap justify-between gap-x-4 gap-y-1 text-muted">
        <span>{next}</span>
        <span className="tabular-nums">{gen}</span>
      </p>
    </div>
  );
}

const refreshes = Array.from({ length: 30 }, (_, index) => ({ id: index, failed: index === 19 }));

function RefreshBars() {
  return (
    <div aria-hidden="true" className="mt-5 flex h-7 items-stretch gap-[3px]">
      {refreshes.map(({ id, failed }) => (
        <span
          key={id}
          className={cn("flex-1 rounded-[2px] opacity-80", failed ? "bg-warning" : "bg-success")}
        />
      ))}
    </div>
  );
}
