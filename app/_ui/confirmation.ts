import type { ReactNode } from "react";

/** What is asked before something that cannot be taken back. */
export interface Confirmation {
  title: string;
  /** What will happen, and what will not. */
  description: ReactNode;
  confirmLabel: string;
  tone?: "danger" | "primary";
  /** Resolves to whether it worked; the dialog stays open where it did not. */
  onConfirm: () => Promise<boolean>;
}
