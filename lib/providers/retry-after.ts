/** Seconds of a Retry-After header (RFC 9110 §10.2.3), in either of its forms; null for none. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
  if (header === undefined || header === "") return null;
  if (/^\d+$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
