import { useFormatter } from "next-intl";

/** "5 minutes ago", the full date on hover. `now` comes from the server, so that both sides agree. */
export function RelativeTime({ value, now }: { value: Date | string; now: Date | string }) {
  const format = useFormatter();
  const date = new Date(value);
  const full = format.dateTime(date, { dateStyle: "long", timeStyle: "short" });
  return (
    <time dateTime={date.toISOString()} title={full} className="whitespace-nowrap">
      {format.relativeTime(date, new Date(now))}
    </time>
  );
}
