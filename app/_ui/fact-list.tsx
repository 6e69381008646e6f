import type { ReactNode } from "react";

/** Names and values, a line each; under each other where it is narrow. */
export function FactList({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="flex flex-col gap-4 text-sm">
      {facts.map(({ name, value }) => (
        <div key={name} className="grid gap-x-3 gap-y-0.5 sm:grid-cols-[10.75rem_1fr] sm:items-baseline">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
