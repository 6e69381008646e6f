/** Minutes ahead of UTC of an offset as Dodo IS writes it (`GMT+03:00`); null for another text. */
export function utcOffsetMinutes(text: string): number | null {
  const [, sign, hours, minutes = "0"] = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text) ?? [];
  if (sign === undefined || hours === undefined) return null;
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}

/** The wall clock of a place as `YYYY-MM-DDTHH:mm:ss`, without a zone. */
export function localTime(now: Date, offsetMinutes: number): string {
  return new Date(now.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19);
}

/** The date so many days later, or earlier; dates are `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
