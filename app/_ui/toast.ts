"use client";

import type { ExternalToast } from "sonner";

type Say = (text: string, options?: ExternalToast) => void;

const say =
  (kind: "success" | "error"): Say =>
  (text, options) =>
    void import("sonner").then(({ toast }) => toast[kind](text, options));

/** Says what became of something. The library comes with the first thing that is said, or when the page is idle. */
export const toast = { success: say("success"), error: say("error") };
