import { readFileSync } from "node:fs";

/** What the processors did since the machine started, in ticks: in all, and for the host's other guests (proc_stat(5)). */
export interface ProcessorTime {
  all: number;
  stolen: number;
}

const countedFields = 8;
const stolenField = 7;

/** Zeros where the system keeps no such count. */
export function processorTime(readStat = () => readFileSync("/proc/stat", "utf8")): ProcessorTime {
  let stat: string;
  try {
    stat = readStat();
  } catch {
    return { all: 0, stolen: 0 };
  }
  // What guests of this machine used is in its first fields already.
  const ticks = (/^cpu +(.+)$/m.exec(stat)?.[1] ?? "").split(" ").map(Number).slice(0, countedFields);
  return { all: ticks.reduce((sum, tick) => sum + tick, 0), stolen: ticks[stolenField] ?? 0 };
}

/** The share of the processors' time, 0 to 100, that the host gave to others between two readings. */
export function stolenPercent(before: ProcessorTime, after: ProcessorTime): number {
  const all = after.all - before.all;
  return all > 0 ? (100 * (after.stolen - before.stolen)) / all : 0;
}
