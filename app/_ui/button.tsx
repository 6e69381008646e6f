"use client";

import type { ComponentProps, MouseEvent } from "react";
import { type ButtonLook, buttonClass } from "./button-class";
import { cn } from "./cn";
import { Spinner } from "./spinner";

type ButtonProps = ComponentProps<"button"> & ButtonLook & { isPending?: boolean };

export function Button({
  variant,
  size,
  isFullWidth,
  isPending = false,
  type = "button",
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  // A pending button keeps the focus, which `disabled` would throw away.
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (isPending) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={isPending || undefined}
      aria-busy={isPending || undefined}
      onClick={handleClick}
      className={cn(buttonClass({ variant, size, isFullWidth }), className)}
    >
      {isPending && <Spinner className="absolute" />}
      <span className={cn("inline-flex items-center gap-[inherit]", isPending && "opacity-0")}>
        {children}
      </span>
    </button>
  );
}
