"use client";

import { DropdownMenu as Radix } from "radix-ui";
import { cn } from "./cn";
import type { DropdownMenuProps, MenuItemProps } from "./dropdown-menu-props";

/** Drawn where its button stands, not at the end of the page, so that it belongs to the same landmark. */
export function DropdownMenuOpened({ trigger, align = "end", side = "bottom", children }: DropdownMenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen>
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

export function MenuItemOpened({
  icon,
  tone,
  isDisabled = false,
  isTall = false,
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
        "flex select-none items-center gap-2.5 rounded-md px-2.5 text-sm outline-none",
        isTall ? "py-2" : "h-10 sm:h-8",
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

export function MenuSeparatorOpened() {
  return <Radix.Separator className="mx-1 my-1 h-px bg-border" />;
}
