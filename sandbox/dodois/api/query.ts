import type { DodoisUnit } from "@/sandbox/data/dodois-people";
import type { ApiCall } from "./endpoint";
import { invalid, Refusal } from "./refusal";

const mostUnits = 30;
const hexPattern = /^[0-9a-f]{32}$/;
const dayMs = 86_400_000;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;

/** A half-open span of unit-local time, in milliseconds as if it were UTC. */
export interface Span {
  from: number;
  to: number;
}

/** `units`: 1 to 30 identifiers, all of them the caller's. */
export function readUnits(call: ApiCall): [DodoisUnit, ...DodoisUnit[]] {
  const [first, ...rest] = readOptionalUnits(call) ?? [];
  if (!first) throw invalid("units", "Required", "The units field is required.");
  return [first, ...rest];
}

/** The same where `units` may be absent: null then. */
export function readOptionalUnits(call: ApiCall): DodoisUnit[] | null {
  const ids = listOf(call.query, "units");
  if (ids.length > mostUnits) {
    throw invalid("units", "TooManyUnits", `The number of units must not exceed ${mostUnits}.`);
  }
  return ids.length === 0 ? null : ids.map((id) => findUnit(id, call));
}

/** `unit`: one of the caller's. */
export function readUnit(call: ApiCall): DodoisUnit {
  const id = call.query.get("unit") ?? "";
  if (id === "") throw invalid("unit", "Required", "The unit field is required.");
  return findUnit(id, call);
}

/** 1 to `most` identifiers. */
export function readIds(query: URLSearchParams, name: string, most: number): string[] {
  const ids = listOf(query, name);
  if (ids.length === 0) throw invalid(name, "Required", `The ${name} field is required.`);
  const wrong = ids.find((id) => !hexPattern.test(id));
  if (wrong !== undefined) throw invalid(name, "InvalidInput", `The value '${wrong}' is not valid.`);
  if (ids.length > most) throw invalid(name, "InvalidInput", `There must be at most ${most} ${name}.`);
  return ids;
}

/** The items of a list joined by commas; none where it is absent. */
export function listOf(query: URLSearchParams, name: string): string[] {
  return (query.get(name) ?? "").split(",").filter(Boolean);
}

function findUnit(id: string, { person, people }: ApiCall): DodoisUnit {
  if (!hexPattern.test(id)) throw invalid("units", "InvalidInput", `The value '${id}' is not valid.`);
  const own = person.units.find((unit) => unit.id === id);
  if (own) return own;
  const exists = people.some(({ units }) => units.some((unit) => unit.id === id));
  if (exists) throw new Refusal(403, "NoAccessToUnit");
  throw invalid("units", "UnitNotFound", `Unit ${id} is not found.`);
}

interface TimesRule {
  from: string;
  to: string;
  /** The most that they may be apart; null where the provider names no limit. */
  days: number | null;
}

interface SpanRule extends TimesRule {
  pattern: RegExp;
}

/** `from` and `to`, `YYYY-MM-DDTHH:mm:ss` without a zone, at most 31 days apart where nothing else is said. */
export function readTimes(query: URLSearchParams, rule: Partial<TimesRule> = {}): Span {
  const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;
  return readSpan(query, { from: "from", to: "to", days: 31, pattern, ...rule });
}

/** `fromDate` and `toDate`, `YYYY-MM-DD`, the latter not included. */
export function readDates(query: URLSearchParams, days = 62): Span {
  return readSpan(query, { from: "fromDate", to: "toDate", pattern: datePattern, days });
}

/** A date that may be absent: `YYYY-MM-DD`, or null. */
export function readDate(query: URLSearchParams, name: string): string | null {
  if (!query.get(name)) return null;
  readMoment(query, name, datePattern);
  return query.get(name);
}

function readSpan(query: URLSearchParams, rule: SpanRule): Span {
  const from = readMoment(query, rule.from, rule.pattern);
  const to = readMoment(query, rule.to, rule.pattern);
  if (from >= to) throw invalid(rule.from, "DateOutOfRange", "From should be less than To.");
  if (rule.days !== null && to - from > rule.days * dayMs) {
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

/** A whole number from `least` to `most`; `usual` where it is absent, and required where that is null. */
export function readCount(
  query: URLSearchParams,
  name: string,
  usual: number | null,
  least: number,
  most: number,
): number {
  const text = query.get(name);
  if (text === null && usual !== null) return usual;
  if (text === null || text === "") throw invalid(name, "Required", `The ${name} field is required.`);
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const field = name.charAt(0).toUpperCase() + name.slice(1);
  throw invalid(name, "InvalidInput", `The field ${field} must be between ${least} and ${most}.`);
}
