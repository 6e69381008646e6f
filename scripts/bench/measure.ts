/** One row of the table: what was measured once, and its baseline in the same run. */
export interface Sample {
  /** Figures by name, as they are printed. */
  figures: Record<string, number>;
  /** Whether the bar was reached; null where there is none in this run. */
  reached: boolean | null;
  note?: string;
}

export interface Row {
  name: string;
  bar: string;
  run: (scale: Scale) => Promise<Sample>;
}

export interface Scale {
  quick: boolean;
  /** How long a row takes that may take any time; its own time when left out. */
  minutes?: number | undefined;
  /** From a new clone on. */
  fresh: boolean;
}

/** The value below which this share (0 to 1) of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Median, least and most of each figure over the runs. */
export function summary(
  samples: readonly Sample[],
): Record<string, { median: number; min: number; max: number }> {
  const names = Object.keys(samples[0]?.figures ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = samples.map(({ figures }) => figures[name] ?? Number.NaN);
      return [name, { median: median(values), min: Math.min(...values), max: Math.max(...values) }];
    }),
  );
}
