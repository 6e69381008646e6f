import type { Sample } from "./measure";

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
