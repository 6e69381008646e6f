"use client";

import { type ComponentProps, cloneElement, isValidElement, type ReactNode, Suspense, useState } from "react";

interface LazyWindowProps {
  trigger: ReactNode;
  open: boolean | undefined;
  onOpenChange: ((open: boolean) => void) | undefined;
  load: () => Promise<unknown>;
  children: (window: { open: boolean; onOpenChange: (open: boolean) => void }) => ReactNode;
}

/**
 * A button and the window that it opens. The window is loaded when the pointer or the focus comes
 * near: most visits open none, and what opens one weighs a good part of a page.
 */
export function LazyWindow({ trigger, open, onOpenChange, load, children }: LazyWindowProps) {
  const [isOpenInside, setIsOpenInside] = useState(false);
  const [isWanted, setIsWanted] = useState(false);
  const isOpen = open ?? isOpenInside;
  const change = onOpenChange ?? setIsOpenInside;
  if (isOpen && !isWanted) setIsWanted(true);
  return (
    <>
      {isValidElement<ComponentProps<"button">>(trigger)
        ? cloneElement(trigger, {
            "aria-haspopup": "dialog",
            "aria-expanded": isOpen,
            onPointerEnter: load,
            onFocus: load,
            onClick: () => change(true),
          })
        : trigger}
      {isWanted && <Suspense>{children({ open: isOpen, onOpenChange: change })}</Suspense>}
    </>
  );
}
