import type { ReactNode } from "react";
import { cn } from "./cn";

const tones = {
  neutral: "bg-subtle text-muted",
  accent: "bg-accent-soft text-accent-text",
  success: "bg-success-soft text-success-text",
  warning: "bg-warning-soft text-warning-text",
  danger: "bg-danger-soft text-danger-text",
};

export type Tone = keyof typeof tones;

/** A state in a word. `hasDot` adds a mark before it, for states that live. */
export function Badge({
  tone = "neutral",
  hasDot = false,
  children,
}: {
  tone?: Tone;
  hasDot?: boolean;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-sm px-2 font-medium text-xs",
        tones[tone],
      )}
    >
      {hasDot && <span className="size-1.5 rounded-full bg-current" />}
      {children}
    </span>
  );
}
