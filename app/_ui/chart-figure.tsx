"use client";

import { catchError } from "next/error";
import type { ReactNode } from "react";
import { cn } from "./cn";

interface ChartFigureProps {
  /** What it shows, for who cannot see it. */
  label: string;
  marks: readonly { look: string; text: string }[];
  className?: string;
  children: ReactNode;
}

// A chart whose script did not come is no loss of data: the table below has it all.
const ChartBoundary = catchError(() => null);

/** A chart with the meaning of its colours under it. */
export function ChartFigure({ label, marks, className, children }: ChartFigureProps) {
  return (
    <figure className={cn(className)}>
      <div role="img" aria-label={label} className="h-56">
        <ChartBoundary>{children}</ChartBoundary>
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-muted text-xs">
        {marks.map(({ look, text }) => (
          <span key={text} className="inline-flex items-center gap-1.5">
            <span className={`size-2.5 rounded-[3px] ${look}`} />
            {text}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
