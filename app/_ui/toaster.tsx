"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const Shown = lazy(async () => ({ default: (await import("./toaster-shown")).ToasterShown }));

/** The place of toasts, which is not needed to see the page: it comes after it. */
export function Toaster() {
  const [isMounted, setIsMounted] = useState(false);
  useEffect(() => setIsMounted(true), []);
  return (
    isMounted && (
      <Suspense>
        <Shown />
      </Suspense>
    )
  );
}
