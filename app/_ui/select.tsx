"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { useFieldControl } from "./field-context";

/** The platform's own select: the picker that phones and screen readers know best. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  const control = useFieldControl();
  return (
    <div className={cn("relative", className)}>
      <select {...control} {...rest} className={cn(controlClass, "appearance-none pr-9")}>
        {children}
      </select>
      <ChevronDown className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-faint" />
    </div>
  );
}
