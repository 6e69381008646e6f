import { loadavg } from "node:os";
import { type Row, type Sample, type Scale, summary } from "./measure";
import { processorTime, stolenPercent } from "./stolen-time";

/** Above this the host's other guests are measured as well; a quiet host takes one in a hundred at times. */
const stolenAtMost = 2;

export interface Run extends Sample {
  /** Percent of the processors' time that the host gave to others meanwhile. */
  stolen: number;
}

/**
 * Runs a row so often undisturbed by the host, if that takes at most twice as many runs; where it takes
 * more, the least disturbed ones count. Those that count stay in the order in which they ran.
 */
export async function undisturbedRuns(
  runs: number,
  run: () => Promise<Run>,
): Promise<{ kept: Run[]; discarded: Run[] }> {
  const all: Run[] = [];
  const quiet = () => all.filter(({ stolen }) => stolen <= stolenAtMost).length;
  while (quiet() < runs && all.length < 2 * runs) all.push(await run());
  const counted = new Set(all.toSorted((a, b) => a.stolen - b.stolen).slice(0, runs));
  return { kept: all.filter((one) => counted.has(one)), discarded: all.filter((one) => !counted.has(one)) };
}

/** Measures a row, prints it, and returns what belongs into the JSON. */
export async function measureRow(row: Row, runs: number, scale: Scale) {
  const loadBefore = loadavg()[0] ?? 0;
  const { kept, discarded } = await undisturbedRuns(runs, async () => {
    const before = processorTime();
    const sample = await row.run(scale);
    return { ...sample, stolen: stolenPercent(before, processorTime()) };
  });
  const figures = summary(kept);
  const verdict = verdictOn(kept);
  const note = kept[0]?.note;
  const stolen = Math.max(...kept.map((run) => run.stolen));
  console.log(`\n${row.name}\n  bar: ${row.bar}: ${verdict}${note === undefined ? "" : ` (${note})`}`);
  console.log(
    `  load before ${loadBefore.toFixed(1)}; taken by the host's other guests: ${stolen.toFixed(1)} % at most, runs discarded for it: ${discarded.length}`,
  );
  for (const [name, { median, min, max }] of Object.entries(figures)) {
    console.log(`  ${name.padEnd(32)} ${round(median).padStart(10)}   ${round(min)} … ${round(max)}`);
  }
  return { name: row.name, bar: row.bar, verdict, note, loadBefore, figures, samples: kept, discarded };
}

function verdictOn(runs: readonly Sample[]): string {
  if (runs.some(({ reached }) => reached === null)) return "–";
  if (runs.every(({ reached }) => reached)) return "reached";
  return runs.some(({ reached }) => reached) ? "at times" : "MISSED";
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}
