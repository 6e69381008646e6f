"use client";

import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

interface DropdownMenuProps {
  /** A Button; with an `aria-label` where it has only an icon. */
  trigger: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  /** For a menu that is loaded by the press that opens it. */
  isOpenAtFirst?: boolean;
  children: ReactNode;
}

/** Drawn where its button stands, not at the end of the page, so that it belongs to the same landmark. */
export function DropdownMenu({
  trigger,
  align = "end",
  side = "bottom",
  isOpenAtFirst = false,
  children,
}: DropdownMenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen={isOpenAtFirst}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content
        align={align}
        side={side}
        sideOffset={6}
        collisionPadding={12}
        className="z-30 min-w-48 animate-rise rounded-lg bg-surface p-1 shadow-lg"
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  tone?: "neutral" | "danger";
  isDisabled?: boolean;
  onSelect?: () => void;
  /** Puts a link in the item's place: `<MenuItem asChild><Link …>…</Link></MenuItem>`. */
  asChild?: boolean;
  children: ReactNode;
}

export function MenuItem({
  icon,
  tone,
  isDisabled = false,
  onSelect,
  asChild = false,
  children,
}: MenuItemProps) {
  return (
    <Radix.Item
      asChild={asChild}
      disabled={isDisabled}
      onSelect={onSelect}
      className={cn(
        "flex h-10 select-none items-center gap-2.5 rounded-md px-2.5 text-sm outline-none sm:h-8",
        "data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0",
        tone === "danger" ? "text-danger-text" : "text-text [&_svg]:text-faint",
      )}
    >
      {asChild ? (
        children
      ) : (
        <>
          {icon}
          {children}
        </>
      )}
    </Radix.Item>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="mx-1 my-1 h-px bg-border" />;
}
