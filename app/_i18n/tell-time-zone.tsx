"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { timeZoneCookie } from "@/lib/i18n/time-zone-cookie";

const oneYearSeconds = 365 * 24 * 60 * 60;

interface TellTimeZoneProps {
  /** Where times are shown already: a page that was written without knowing is asked for again. */
  asksAgain?: boolean;
}

/** Times are written by the server: it has to hear where the browser is. */
export function TellTimeZone({ asksAgain = false }: TellTimeZoneProps) {
  const router = useRouter();
  const written = useTimeZone();
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (here === written || here === undefined) return;
    const mark = `${timeZoneCookie}=${here}`;
    const isTold = () => `${document.cookie};`.includes(`${mark};`);
    // A zone that the server does not take stays a wish: asking once more would not end.
    if (isTold()) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from browsers of 2024.
    document.cookie = `${mark}; path=/; max-age=${oneYearSeconds}; samesite=lax`;
    if (asksAgain && isTold()) router.refresh();
  }, [asksAgain, router, written]);
  return null;
}
