import { z } from "zod";

const minutesPerHour = 60;
const minutesPerDay = 24 * minutesPerHour;
const shortestMinutes = 5;
/** Five years, of which one may be a leap year. */
const longestMinutes = (5 * 365 + 1) * minutesPerDay;

/** Each part is bounded by itself, so that no sum of them can overflow. */
const part = (unitMinutes: number) =>
  z
    .int("whole_number_required")
    .min(0, "lifetime_negative")
    .max(longestMinutes / unitMinutes, "lifetime_too_long");

/** How long a code lives: days, hours and minutes in any combination, from 5 minutes to 5 years. */
export const CodeLifetime = z
  .strictObject({ days: part(minutesPerDay), hours: part(minutesPerHour), minutes: part(1) })
  .partial()
  .superRefine((lifetime, context) => {
    const minutes = lifetimeMinutes(lifetime);
    if (minutes < shortestMinutes) context.addIssue({ code: "custom", message: "lifetime_too_short" });
    if (minutes > longestMinutes) context.addIssue({ code: "custom", message: "lifetime_too_long" });
  });
export type CodeLifetime = z.output<typeof CodeLifetime>;

/** When a code made at `now` expires. */
export function codeExpiry(now: Date, lifetime: CodeLifetime): Date {
  return new Date(now.getTime() + lifetimeMinutes(lifetime) * 60_000);
}

/** When a code that expires at `expiresAt` does after an extension: at most 5 years from now. */
export function extendedExpiry(now: Date, expiresAt: Date, lifetime: CodeLifetime): Date {
  const extended = codeExpiry(expiresAt > now ? expiresAt : now, lifetime);
  return new Date(Math.min(extended.getTime(), now.getTime() + longestMinutes * 60_000));
}

function lifetimeMinutes({ days = 0, hours = 0, minutes = 0 }: CodeLifetime): number {
  return days * minutesPerDay + hours * minutesPerHour + minutes;
}
