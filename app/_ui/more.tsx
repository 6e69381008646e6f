import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

/** What is there but need not be seen at once; it opens without a script. */
export function More({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group mt-3 text-sm">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-sm font-medium text-accent-text hover:underline">
        {label}
        <ChevronDown className="size-4 transition-transform group-open:rotate-180" />
      </summary>
      <div className="mt-3">{children}</div>
    </details>
  );
}
