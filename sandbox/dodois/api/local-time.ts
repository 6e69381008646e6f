/** The wall clock of a place, in milliseconds as if it were UTC. */
export function localNow(now: Date, utcOffsetHours: number): number {
  return now.getTime() + utcOffsetHours * 3_600_000;
}

/** `YYYY-MM-DDTHH:mm:ss`: Dodo IS writes times without a zone. */
export function zoneless(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 19);
}

export function isoDate(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 10);
}

/** The midnights of the days that a span touches. */
export function daysOf(span: { from: number; to: number }): number[] {
  const dayMs = 86_400_000;
  const first = Math.floor(span.from / dayMs) * dayMs;
  const days = Math.ceil((span.to - first) / dayMs);
  return Array.from({ length: days }, (_, index) => first + index * dayMs);
}
