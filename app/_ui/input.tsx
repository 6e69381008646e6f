"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClass } from "./control-class";
import { useFieldControl } from "./field-context";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  const control = useFieldControl();
  return <input {...control} {...rest} className={cn(controlClass, className)} />;
}
