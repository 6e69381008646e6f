import type { DodoisUnit } from "@/sandbox/data/dodois-people";
import type { ApiCall } from "./endpoint";
import { invalid, Refusal } from "./refusal";

const mostUnits = 30;
const dayMs = 86_400_000;

/** A half-open span of unit-local time, in milliseconds as if it were UTC. */
export interface Span {
  from: number;
  to: number;
}

/** `units`: 1 to 30 identifiers, all of them the caller's. */
export function readUnits(call: ApiCall): [DodoisUnit, ...DodoisUnit[]] {
  const ids = (call.query.get("units") ?? "").split(",").filter(Boolean);
  if (ids.length === 0) throw invalid("units", "Required", "The units field is required.");
  if (ids.length > mostUnits) {
    throw invalid("units", "TooManyUnits", `The number of units must not exceed ${mostUnits}.`);
  }
  const [first, ...rest] = ids.map((id) => findUnit(id, call));
  if (!first) throw invalid("units", "Required", "The units field is required.");
  return [first, ...rest];
}

function findUnit(id: string, { person, people }: ApiCall): DodoisUnit {
  if (!/^[0-9a-f]{32}$/.test(id)) throw invalid("units", "InvalidInput", `The value '${id}' is not valid.`);
  const own = person.units.find((unit) => unit.id === id);
  if (own) return own;
  const exists = people.some(({ units }) => units.some((unit) => unit.id === id));
  if (exists) throw new Refusal(403, "NoAccessToUnit");
  throw invalid("units", "UnitNotFound", `Unit ${id} is not found.`);
}

/** `from` and `to`, `YYYY-MM-DDTHH:mm:ss` without a zone, at most 31 days apart. */
export function readTimes(query: URLSearchParams): Span {
  const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;
  return readSpan(query, { from: "from", to: "to", pattern, days: 31 });
}

/** `fromDate` and `toDate`, `YYYY-MM-DD`, the latter not included, at most 62 days apart. */
export function readDates(query: URLSearchParams): Span {
  return readSpan(query, { from: "fromDate", to: "toDate", pattern: /^\d{4}-\d{2}-\d{2}$/, days: 62 });
}

interface SpanRule {
  from: string;
  to: string;
  pattern: RegExp;
  days: number;
}

function readSpan(query: URLSearchParams, rule: SpanRule): Span {
  const from = readMoment(query, rule.from, rule.pattern);
  const to = readMoment(query, rule.to, rule.pattern);
  if (from >= to) throw invalid(rule.from, "DateOutOfRange", "From should be less than To.");
  if (to - from > rule.days * dayMs) {
    throw invalid(rule.to, "DateOutOfRange", `The period must not exceed ${rule.days} days.`);
  }
  return { from, to };
}

function readMoment(query: URLSearchParams, name: string, pattern: RegExp): number {
  const text = query.get(name);
  if (text === null || text === "") throw invalid(name, "Required", `The ${name} field is required.`);
  const moment = pattern.test(text)
    ? Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`)
    : Number.NaN;
  if (Number.isNaN(moment)) throw invalid(name, "InvalidInput", `The value '${text}' is not valid.`);
  return moment;
}

/** One page of the items and whether the list has ended. */
export function takePage<T>(query: URLSearchParams, items: T[]): { page: T[]; isEndOfListReached: boolean } {
  const skip = readCount(query, "skip", 0, 0, Number.MAX_SAFE_INTEGER);
  const take = readCount(query, "take", 100, 1, 1000);
  return { page: items.slice(skip, skip + take), isEndOfListReached: skip + take >= items.length };
}

function readCount(query: URLSearchParams, name: string, usual: number, least: number, most: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const field = name.charAt(0).toUpperCase() + name.slice(1);
  throw invalid(name, "InvalidInput", `The field ${field} must be between ${least} and ${most}.`);
}
