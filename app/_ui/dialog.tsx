"use client";

import { lazy, type ReactNode } from "react";
import { LazyWindow } from "./lazy-window";

const load = async () => await import("./dialog-window");
const Window = lazy(async () => ({ default: (await load()).DialogWindow }));

interface DialogProps {
  title: string;
  description?: ReactNode;
  /** The button that opens it; leave it out where `open` is yours. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/** A window over the page; on phones it rises from the bottom. */
export function Dialog({ trigger, open, onOpenChange, ...content }: DialogProps) {
  return (
    <LazyWindow trigger={trigger} open={open} onOpenChange={onOpenChange} load={load}>
      {(window) => <Window {...content} {...window} />}
    </LazyWindow>
  );
}
