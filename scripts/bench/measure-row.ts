import { loadavg } from "node:os";
import { type Row, type Sample, type Scale, summary } from "./measure";
import { processorTime, stolenPercent } from "./stolen-time";
import { undisturbedRuns } from "./undisturbed-runs";

export type Measured = Awaited<ReturnType<typeof measureRow>>;

/** What belongs of a row into the JSON. */
export async function measureRow({ name, bar, run }: Row, runs: number, scale: Scale) {
  const loadBefore = loadavg()[0] ?? 0;
  const { kept, discarded } = await undisturbedRuns(runs, async () => {
    const before = processorTime();
    const sample = await run(scale);
    return { ...sample, stolen: stolenPercent(before, processorTime()) };
  });
  const [verdict, note] = [verdictOn(kept), kept[0]?.note];
  return { name, bar, verdict, note, loadBefore, figures: summary(kept), samples: kept, discarded };
}

function verdictOn(runs: readonly Sample[]): string {
  if (runs.some(({ reached }) => reached === null)) return "–";
  if (runs.every(({ reached }) => reached)) return "reached";
  return runs.some(({ reached }) => reached) ? "at times" : "MISSED";
}
