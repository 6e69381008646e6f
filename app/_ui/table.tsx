import type { ReactNode } from "react";
import { cn } from "./cn";

/**
 * A table that becomes a list of cards on phones, where each cell names its column. The roles are
 * written out because a changed `display` would take them away.
 */
export function Table({
  caption,
  columns,
  children,
}: {
  caption: string;
  columns: readonly string[];
  children: ReactNode;
}) {
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table role="table" className="block w-full text-sm sm:table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="sr-only sm:not-sr-only sm:table-header-group">
        <tr role="row">
          {columns.map((column) => (
            <th
              role="columnheader"
              key={column}
              scope="col"
              className="border-b px-5 py-2.5 text-left font-medium text-muted text-xs last:text-right"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block divide-y sm:table-row-group">
        {children}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}

/** `isLink`: the link in the row covers all of it. */
export function TableRow({ isLink = false, children }: { isLink?: boolean; children: ReactNode }) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: see Table
      role="row"
      className={cn(
        "relative flex flex-col gap-1.5 px-5 py-4 sm:table-row sm:p-0",
        isLink && "hover:bg-hover",
      )}
    >
      {children}
    </tr>
  );
}

/** A cell; `label` repeats its column's name on phones. The last one is set to the right. */
export function TableCell({
  label,
  isMain = false,
  isActions = false,
  children,
}: {
  label?: string;
  isMain?: boolean;
  isActions?: boolean;
  children: ReactNode;
}) {
  return (
    <td
      // biome-ignore lint/a11y/noRedundantRoles: see Table
      role="cell"
      className={cn(
        "flex min-h-6 items-center justify-between gap-4 align-middle sm:table-cell sm:h-14 sm:px-5 sm:py-2 sm:last:text-right",
        isMain && "pr-10 font-medium sm:pr-5",
        isActions && "absolute top-2.5 right-3 sm:static sm:w-px",
      )}
    >
      {label && (
        <span aria-hidden="true" className="text-muted sm:hidden">
          {label}
        </span>
      )}
      {children}
    </td>
  );
}
