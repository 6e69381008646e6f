/** Most of those who use the product live by it; what a browser says of itself comes before. */
export const usualTimeZone = "Europe/Moscow";

/** Whether a text names a time zone that this runtime knows (IANA). */
export function isTimeZone(text: string | undefined): text is string {
  if (text === undefined || text.length > 64) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
