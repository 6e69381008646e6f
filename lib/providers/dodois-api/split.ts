/** Half-open, either `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`, both without a zone as Dodo IS writes them. */
export interface LocalSpan {
  from: string;
  to: string;
}

const mostUnits = 30;
const dayMs = 24 * 60 * 60_000;

/** The units in lots that one request may name. */
export function unitLots(units: readonly string[]): string[][] {
  const distinct = [...new Set(units)];
  const lots = Math.ceil(distinct.length / mostUnits);
  return Array.from({ length: lots }, (_, index) =>
    distinct.slice(index * mostUnits, (index + 1) * mostUnits),
  );
}

/** The span in pieces of at most 31 days; none for an empty span, which the provider refuses. */
export function spanPieces({ from, to }: LocalSpan, mostDays = 31): LocalSpan[] {
  const pieces: LocalSpan[] = [];
  const end = moment(to);
  for (let start = moment(from); start < end; start += mostDays * dayMs) {
    const pieceEnd = Math.min(start + mostDays * dayMs, end);
    pieces.push({ from: written(start, from), to: written(pieceEnd, from) });
  }
  return pieces;
}

/** The span in pieces that end with a month and have two of them at most, which is 62 days or less. */
export function monthPieces({ from, to }: LocalSpan): LocalSpan[] {
  const pieces: LocalSpan[] = [];
  const end = moment(to);
  let start = moment(from);
  while (start < end) {
    const date = new Date(start);
    const pieceEnd = Math.min(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 2, 1), end);
    pieces.push({ from: written(start, from), to: written(pieceEnd, from) });
    start = pieceEnd;
  }
  return pieces;
}

/**
 * Reads for each lot of units and each piece of a span, one after the other: the provider counts
 * requests by the minute and drops connections where many come at once.
 */
export async function readInPieces<T>(
  units: readonly string[],
  pieces: readonly LocalSpan[],
  read: (units: string[], piece: LocalSpan) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (const lot of unitLots(units)) {
    // One by one: what a month brings can be more than a call takes arguments.
    for (const piece of pieces) for (const row of await read(lot, piece)) all.push(row);
  }
  return all;
}

/** The rows without those that two neighbouring pieces both had, the first of each kept. */
export function distinctBy<T>(rows: readonly T[], key: (row: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const row of rows) {
    const name = key(row);
    if (!seen.has(name)) seen.set(name, row);
  }
  return [...seen.values()];
}

function moment(text: string): number {
  const ms = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
  if (Number.isNaN(ms)) throw new RangeError(`Not a local date or time: ${text}`);
  return ms;
}

function written(ms: number, like: string): string {
  return new Date(ms).toISOString().slice(0, like.length);
}
