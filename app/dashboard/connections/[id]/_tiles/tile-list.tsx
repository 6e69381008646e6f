import type { ReactNode } from "react";

export interface TileListItem {
  id: string | number;
  main: ReactNode;
  detail?: ReactNode;
  side?: ReactNode;
}

/** Lines of a name and what is said of it, with a word at the end of the line. */
export function TileList({ items }: { items: readonly TileListItem[] }) {
  return (
    <ul className="divide-y text-sm">
      {items.map(({ id, main, detail, side }) => (
        <li key={id} className="flex items-baseline justify-between gap-4 py-2 first:pt-0 last:pb-0">
          <div className="min-w-0">
            <p className="break-words font-medium">{main}</p>
            {detail && <p className="break-words text-muted">{detail}</p>}
          </div>
          {side && <p className="shrink-0 text-right text-muted tabular-nums">{side}</p>}
        </li>
      ))}
    </ul>
  );
}

/** A list of which the first are shown and the others can be. */
export function splitList<T>(items: readonly T[], shown: number): [readonly T[], readonly T[]] {
  // One more line takes no more room than the words that would stand for it.
  return items.length <= shown + 1 ? [items, []] : [items.slice(0, shown), items.slice(shown)];
}
