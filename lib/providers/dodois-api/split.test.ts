import { expect, test } from "vitest";
import { distinctBy, monthPieces, readInPieces, spanPieces, unitLots } from "./split";

const days = ({ from, to }: { from: string; to: string }) =>
  (Date.parse(`${to.slice(0, 10)}Z`) - Date.parse(`${from.slice(0, 10)}Z`)) / 86_400_000;

test("a request names thirty units at most, each of them once", () => {
  const units = Array.from({ length: 61 }, (_, index) => `unit-${index}`);
  const lots = unitLots([...units, ...units]);
  expect(lots.map((lot) => lot.length)).toEqual([30, 30, 1]);
  expect(lots.flat()).toEqual(units);
  expect(unitLots([])).toEqual([]);
});

test("a span is cut into pieces of 31 days that touch and do not overlap", () => {
  const pieces = spanPieces({ from: "2026-01-01", to: "2026-04-01" });
  expect(pieces).toEqual([
    { from: "2026-01-01", to: "2026-02-01" },
    { from: "2026-02-01", to: "2026-03-04" },
    { from: "2026-03-04", to: "2026-04-01" },
  ]);
});

test("times keep their seconds and get no zone", () => {
  expect(spanPieces({ from: "2026-01-01T10:00:00", to: "2026-02-01T10:30:00" })).toEqual([
    { from: "2026-01-01T10:00:00", to: "2026-02-01T10:00:00" },
    { from: "2026-02-01T10:00:00", to: "2026-02-01T10:30:00" },
  ]);
});

test("nothing is asked for an empty span, which the provider refuses", () => {
  expect(spanPieces({ from: "2026-01-01", to: "2026-01-01" })).toEqual([]);
  expect(monthPieces({ from: "2026-02-01", to: "2026-01-01" })).toEqual([]);
});

test("months are cut at their ends, two to a piece and never over 62 days", () => {
  const pieces = monthPieces({ from: "2025-06-15", to: "2026-06-15" });
  expect(pieces[0]).toEqual({ from: "2025-06-15", to: "2025-08-01" });
  expect(pieces[1]).toEqual({ from: "2025-08-01", to: "2025-10-01" });
  expect(pieces.at(-1)?.to).toBe("2026-06-15");
  for (const piece of pieces) expect(days(piece)).toBeLessThanOrEqual(62);
});

test("what is not a local time is a mistake of the caller", () => {
  expect(() => spanPieces({ from: "yesterday", to: "today" })).toThrow(RangeError);
});

test("every lot of units is read for every piece, and the answers stand in their order", async () => {
  const units = Array.from({ length: 31 }, (_, index) => `u${index}`);
  const read = await readInPieces(
    units,
    spanPieces({ from: "2026-01-01", to: "2026-02-10" }),
    async (lot, { from }) => [`${lot.length} from ${from}`],
  );
  expect(read).toEqual([
    "30 from 2026-01-01",
    "30 from 2026-02-01",
    "1 from 2026-01-01",
    "1 from 2026-02-01",
  ]);
});

test("of rows that two pieces both had the first is kept, in its place", () => {
  const rows = [
    { id: "a", n: 1 },
    { id: "b", n: 2 },
    { id: "a", n: 3 },
  ];
  expect(distinctBy(rows, ({ id }) => id)).toEqual([
    { id: "a", n: 1 },
    { id: "b", n: 2 },
  ]);
});

test("a piece may bring more rows than a call takes arguments", async () => {
  const many = Array.from({ length: 300_000 }, (_, index) => index);
  const pieces = spanPieces({ from: "2026-01-01", to: "2026-01-02" });
  expect(await readInPieces(["unit"], pieces, async () => many)).toHaveLength(many.length);
});
