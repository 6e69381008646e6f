import { cn } from "@/app/_ui/cn";
import type { ProviderId } from "@/lib/domain/provider";

const marks: Record<ProviderId, { letter: string; look: string }> = {
  dodois: { letter: "D", look: "bg-warning-soft text-warning-text" },
  amocrm: { letter: "a", look: "bg-accent-soft text-accent-text" },
};

/** Tells the providers apart at a glance; the name always stands beside it. */
export function ProviderMark({ provider }: { provider: ProviderId }) {
  const { letter, look } = marks[provider];
  return (
    <span
      aria-hidden="true"
      className={cn("grid size-9 shrink-0 place-items-center rounded-md font-bold", look)}
    >
      {letter}
    </span>
  );
}
