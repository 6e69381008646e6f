import { z } from "zod";

const dayMs = 24 * 60 * 60_000;
const longestDays = 731;

/** Years that the product can know of, and that the database's calendar has. */
const Day = z.iso
  .date("day_invalid")
  .refine((day) => day >= "2000-01-01" && day < "3000-01-01", { error: "day_invalid" });

/** Days in UTC, both ends included. */
export const DayRange = z
  .object({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to && daysBetween(from, to) < longestDays, {
    path: ["from"],
    error: "range_invalid",
  });
export type DayRange = z.output<typeof DayRange>;

/** The range of so many days that ends today. */
export function lastDays(now: Date, days: number): DayRange {
  return { from: dayOf(new Date(now.getTime() - (days - 1) * dayMs)), to: dayOf(now) };
}

export function daysOf({ from, to }: DayRange): string[] {
  const first = Date.parse(from);
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, step) =>
    dayOf(new Date(first + step * dayMs)),
  );
}

/** From the range's first instant up to, and without, the first after it. */
export function instantsOf({ from, to }: DayRange): { since: Date; until: Date } {
  return { since: new Date(Date.parse(from)), until: new Date(Date.parse(to) + dayMs) };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
