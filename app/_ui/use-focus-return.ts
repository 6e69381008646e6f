"use client";

import { useRef } from "react";

/**
 * Gives the focus back to what had it when a window opened: a window that is loaded apart from its
 * button does not know the button.
 */
export function useFocusReturn(isOpen: boolean): (event: Event) => void {
  const from = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  if (isOpen && !wasOpen.current && document.activeElement instanceof HTMLElement) {
    from.current = document.activeElement;
  }
  wasOpen.current = isOpen;
  return (event) => {
    if (from.current === null || !from.current.isConnected) return;
    event.preventDefault();
    from.current.focus();
  };
}
