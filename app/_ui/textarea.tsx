"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { useFieldControl } from "./field-context";

/** A control for more than a line. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  const control = useFieldControl();
  return <textarea {...control} {...rest} className={cn(controlClass, "h-auto py-2 sm:h-auto", className)} />;
}
