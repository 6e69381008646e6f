import type { ReactNode } from "react";

export interface DropdownMenuProps {
  /** A Button; with an `aria-label` where it has only an icon. */
  trigger: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  children: ReactNode;
}

export interface MenuItemProps {
  icon?: ReactNode;
  tone?: "neutral" | "danger";
  isDisabled?: boolean;
  /** As high as what is in it: for two lines of text. */
  isTall?: boolean;
  onSelect?: () => void;
  /** Puts a link in the item's place: `<MenuItem asChild><Link …>…</Link></MenuItem>`. */
  asChild?: boolean;
  children: ReactNode;
}
