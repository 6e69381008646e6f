/** Python's `str(datetime.now())` of a server on UTC: naive, with microseconds. */
export function pythonTimestamp(now: Date): string {
  return `${now.toISOString().replace("T", " ").slice(0, -1)}000`;
}
