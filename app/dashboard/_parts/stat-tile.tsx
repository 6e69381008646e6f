import type { ReactNode } from "react";

/** One number that matters, with a line that says what it means. */
export function StatTile({
  label,
  value,
  children,
}: {
  label: string;
  value: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className="flex flex-col rounded-lg border bg-surface p-5">
      <h2 className="text-muted text-sm">{label}</h2>
      <p className="mt-2 font-semibold text-xl tabular-nums">{value}</p>
      <div className="mt-1 text-muted text-sm">{children}</div>
    </section>
  );
}
