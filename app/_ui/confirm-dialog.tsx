"use client";

import { lazy, type ReactNode } from "react";
import type { Confirmation } from "./confirmation";
import { LazyWindow } from "./lazy-window";

const load = async () => await import("./confirm-window");
const Window = lazy(async () => ({ default: (await load()).ConfirmWindow }));

interface ConfirmDialogProps extends Confirmation {
  /** The button that opens it; leave it out where `open` is yours (from a menu). */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** Asks once before what cannot be taken back. */
export function ConfirmDialog({ trigger, open, onOpenChange, ...content }: ConfirmDialogProps) {
  return (
    <LazyWindow trigger={trigger} open={open} onOpenChange={onOpenChange} load={load}>
      {(window) => <Window {...content} {...window} />}
    </LazyWindow>
  );
}
