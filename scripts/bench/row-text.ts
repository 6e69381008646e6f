import type { Measured } from "./measure-row";

/** A row of the table, as people read it. */
export function rowText({
  name,
  bar,
  verdict,
  note,
  loadBefore,
  figures,
  samples,
  discarded,
}: Measured): string {
  const stolen = Math.max(...samples.map((run) => run.stolen));
  const disturbed = `taken by the host's other guests: ${stolen.toFixed(1)} % at most, runs discarded for it: ${discarded.length}`;
  return [
    "",
    name,
    `  bar: ${bar}: ${verdict}${note === undefined ? "" : ` (${note})`}`,
    `  load before ${loadBefore.toFixed(1)}; ${disturbed}`,
    ...Object.entries(figures).map(([figure, { median, min, max }]) => {
      return `  ${figure.padEnd(32)} ${round(median).padStart(10)}   ${round(min)} … ${round(max)}`;
    }),
  ].join("\n");
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}
