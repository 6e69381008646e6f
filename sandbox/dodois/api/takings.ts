import { chance } from "@/sandbox/control/seeded";
import type { DodoisUnit } from "@/sandbox/data/dodois-people";
import { daysOf, isoDate, localNow } from "./local-time";
import type { Span } from "./query";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Sunday first: how the week goes in a pizzeria. */
const weekday = [1.24, 0.88, 0.9, 0.94, 1, 1.22, 1.34];
/** Shares of the day's revenue by hour; the day is over when they add up to 1. */
const hours = [
  ...[0, 0, 0, 0, 0, 0, 0, 0, 0, 0.02, 0.03, 0.05],
  ...[0.08, 0.09, 0.07, 0.05, 0.06, 0.08, 0.12, 0.13, 0.1, 0.07, 0.05, 0],
];
const channels = [
  { salesChannel: "Delivery", orderSource: "MobileApp", paymentMethod: "Online", share: 0.42 },
  { salesChannel: "Delivery", orderSource: "Website", paymentMethod: "Online", share: 0.11 },
  { salesChannel: "Dine-in", orderSource: "Dine-in", paymentMethod: "Card", share: 0.29 },
  { salesChannel: "TakeAway", orderSource: "MobileApp", paymentMethod: "Online", share: 0.14 },
  { salesChannel: "TakeAway", orderSource: "Dine-in", paymentMethod: "Cash", share: 0.04 },
];

/** Money taken between two unit-local moments; nothing is sold in the future. */
export function soldIn(unit: DodoisUnit, { from, to }: Span, now: Date): number {
  const end = Math.min(to, localNow(now, unit.utcOffset));
  if (end <= from) return 0;
  const parts = daysOf({ from, to: end }).map(
    (day) => dayRevenue(unit, day) * (dayShare(end - day) - dayShare(from - day)),
  );
  return Math.round(parts.reduce((sum, part) => sum + part, 0));
}

/** What was sold, by the way it was ordered and paid; `seed` is a moment of the day whose checks it has. */
export function breakdown(unit: DodoisUnit, seed: number, sales: number) {
  const averageCheck = unit.averageCheck * (1 + 0.16 * chance("check", unit.id, isoDate(seed)));
  const parts = channels.map(({ share, ...channel }) => {
    const amount = Math.round(sales * share);
    return { ...channel, sales: amount, ordersCount: Math.round(amount / averageCheck) };
  });
  const [first, ...rest] = parts;
  if (first) first.sales = sales - rest.reduce((sum, part) => sum + part.sales, 0);
  return {
    sales,
    ordersCount: parts.reduce((sum, part) => sum + part.ordersCount, 0),
    salesBreakdown: parts,
  };
}

/** When on a day, in milliseconds after its midnight, that share of the revenue was made. */
export function momentOfShare(share: number): number {
  let left = share;
  for (const [hour, part] of hours.entries()) {
    if (left < part) return (hour + left / part) * hourMs;
    left -= part;
  }
  return dayMs;
}

function dayRevenue(unit: DodoisUnit, day: number): number {
  const season = 1 + 0.06 * Math.sin((day / dayMs / 365) * 2 * Math.PI);
  const noise = 0.9 + 0.2 * chance("sales", unit.id, isoDate(day));
  return unit.dailySales * (weekday[new Date(day).getUTCDay()] ?? 1) * season * noise;
}

/** The share of the day's revenue made in its first `elapsedMs`. */
function dayShare(elapsedMs: number): number {
  const elapsed = Math.min(Math.max(elapsedMs / hourMs, 0), 24);
  const whole = Math.floor(elapsed);
  const full = hours.slice(0, whole).reduce((sum, share) => sum + share, 0);
  return full + (hours[whole] ?? 0) * (elapsed - whole);
}
