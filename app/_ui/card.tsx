import type { ReactNode } from "react";
import { cn } from "./cn";

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  /** Tables and lists bring their own padding. */
  isFlush?: boolean;
  children?: ReactNode;
}

export function Card({ title, description, action, isFlush = false, children }: CardProps) {
  return (
    <section className="rounded-lg border bg-surface">
      {title && (
        <div
          className={cn(
            "flex flex-wrap items-center justify-between gap-3 px-5 pt-5",
            isFlush && "border-b pb-4",
          )}
        >
          <div className="min-w-0">
            <h2 className="font-semibold text-base">{title}</h2>
            {description && <p className="mt-1 max-w-prose text-muted text-sm">{description}</p>}
          </div>
          {action}
        </div>
      )}
      {children && <div className={cn(!isFlush && "p-5")}>{children}</div>}
    </section>
  );
}
