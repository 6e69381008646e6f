"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";

interface CountdownProps {
  until: Date;
  /** The server's time when it drew the page: the browser's clock may be wrong. */
  now: Date;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const longTime = 30 * day;

/** How long is left, down to the second in the last hour, and in days for months ahead; the full date on hover. */
export function Countdown({ until, now }: CountdownProps) {
  const t = useTranslations("referrals.countdown");
  const format = useFormatter();
  const leftMs = useLeft(until.getTime() - now.getTime());
  const full = format.dateTime(until, { dateStyle: "long", timeStyle: "short" });
  const part = (unit: number, of: number) => Math.floor((leftMs % of) / unit);
  return (
    <time dateTime={until.toISOString()} title={full} className="tabular-nums">
      {leftMs <= 0 && t("over")}
      {leftMs >= longTime && t("onlyDays", { days: Math.floor(leftMs / day) })}
      {leftMs >= day &&
        leftMs < longTime &&
        t("days", { days: Math.floor(leftMs / day), hours: part(hour, day) })}
      {leftMs >= hour &&
        leftMs < day &&
        t("hours", { hours: Math.floor(leftMs / hour), minutes: part(minute, hour) })}
      {leftMs > 0 &&
        leftMs < hour &&
        t("minutes", { minutes: Math.floor(leftMs / minute), seconds: part(second, minute) })}
    </time>
  );
}

function useLeft(atFirstMs: number): number {
  const [passedMs, setPassedMs] = useState(0);
  const leftMs = atFirstMs - passedMs;
  const stepMs = leftMs < hour ? second : 30 * second;
  const isOver = leftMs <= 0;
  useEffect(() => {
    if (isOver) return;
    const startedAt = performance.now() - passedMs;
    const timer = setTimeout(() => setPassedMs(performance.now() - startedAt), stepMs);
    return () => clearTimeout(timer);
  }, [isOver, passedMs, stepMs]);
  return Math.max(0, leftMs);
}
