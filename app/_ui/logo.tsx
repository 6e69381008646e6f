import { cn } from "./cn";

/** The mark: a bridge's arch with its deck, drawn in the text's colour. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden="true"
      className={cn("size-6 text-accent-text", className)}
    >
      <path
        d="M2.5 17.5c3-7 6-10 9.5-10s6.5 3 9.5 10M2 13.5h20M12 7.5v6M8 8.9v4.6m8-4.6v4.6"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-lg tracking-tight">
      <LogoMark />
      Mostik
    </span>
  );
}
