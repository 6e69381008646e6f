interface ChartNoteProps {
  title: string;
  rows: readonly { name: string; value: string }[];
}

/** What a chart says of the point under the pointer. */
export function ChartNote({ title, rows }: ChartNoteProps) {
  return (
    <div className="rounded-md bg-surface p-3 text-xs shadow-lg">
      <p className="mb-1.5 font-medium">{title}</p>
      {rows.map(({ name, value }) => (
        <p key={name} className="flex justify-between gap-4 tabular-nums">
          <span className="text-muted">{name}</span>
          {value}
        </p>
      ))}
    </div>
  );
}
