import { cn } from "./cn";

/** The outline of what is being loaded; size and shape by class. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn("animate-pulse rounded-md bg-hover", className)} />;
}
