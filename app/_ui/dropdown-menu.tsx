"use client";

import { Slot } from "radix-ui";
import { lazy, Suspense, useState } from "react";
import type { DropdownMenuProps, MenuItemProps } from "./dropdown-menu-props";

// Most visits open no menu, and what opens one weighs as much as a page.
const load = async () => await import("./dropdown-menu-opened");
const Opened = lazy(async () => ({ default: (await load()).DropdownMenuOpened }));
const Item = lazy(async () => ({ default: (await load()).MenuItemOpened }));
const Separator = lazy(async () => ({ default: (await load()).MenuSeparatorOpened }));

/** A button with a menu, which is loaded when the pointer or the focus comes near. */
export function DropdownMenu(props: DropdownMenuProps) {
  const [isWanted, setIsWanted] = useState(false);
  const button = (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setIsWanted(true)}
    >
      {props.trigger}
    </Slot.Root>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <Opened {...props} />
    </Suspense>
  );
}

export function MenuItem(props: MenuItemProps) {
  return <Item {...props} />;
}

export function MenuSeparator() {
  return <Separator />;
}
