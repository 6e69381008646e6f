import { bodyText } from "./body-text";
import {
  PythonGaveUp,
  PythonJsonError,
  PythonNumber,
  type PythonValue,
  parsePythonJson,
} from "./python-json";
import { type FieldRule, type FieldsOf, requestFields, type TwinproxyEndpoint } from "./request-fields";

export type Validated<E extends TwinproxyEndpoint> =
  | { ok: true; fields: FieldsOf<E> }
  /** The text that FastAPI made of pydantic v1's errors. */
  | { ok: false; description: string };

const missing = "field required (type=value_error.missing)";
const notObject = "value is not a valid dict (type=type_error.dict)";

/**
 * Checks a body as FastAPI with pydantic v1 did: numbers become text, unknown fields are ignored,
 * every field that is wrong is told in its order. A body that is not JSON is told without the
 * `doc=` part, which repeated it, the password included.
 *
 * @returns null for a body that broke Python's parser: bytes that are no text, nesting without end.
 */
export function validateRequest<E extends TwinproxyEndpoint>(
  endpoint: E,
  bytes: Uint8Array,
  contentType: string | undefined,
): Validated<E> | null {
  const body = bodyText(bytes, contentType);
  if (body.kind === "unreadable") return null;
  if (body.kind === "bytes") return refuse([["body", notObject]]);
  try {
    return validateText(endpoint, body.text);
  } catch (error) {
    if (error instanceof PythonGaveUp) return null;
    throw error;
  }
}

function validateText<E extends TwinproxyEndpoint>(endpoint: E, body: string): Validated<E> {
  if (body === "") return refuse([["body", missing]]);
  let parsed: PythonValue;
  try {
    parsed = parsePythonJson(body);
  } catch (error) {
    if (!(error instanceof PythonJsonError)) throw error;
    return refuse([[`body -> ${error.position}`, describeJsonError(error)]]);
  }
  if (parsed === null) return refuse([["body", missing]]);
  const members = membersOf(parsed);
  return members === null ? refuse([["body", notObject]]) : checkFields(endpoint, members);
}

/** What pydantic took for an object: also the two empty values that Python's `dict()` takes for one. */
function membersOf(value: PythonValue): Map<string, PythonValue> | null {
  if (value instanceof Map) return value;
  return value === "" || (Array.isArray(value) && value.length === 0) ? new Map() : null;
}

function checkFields<E extends TwinproxyEndpoint>(
  endpoint: E,
  members: Map<string, PythonValue>,
): Validated<E> {
  const problems: Array<[string, string]> = [];
  const fields: Record<string, string> = {};
  for (const rule of requestFields[endpoint]) {
    const checked = members.has(rule.name)
      ? checkText(members.get(rule.name) ?? null, rule)
      : { problem: missing };
    if ("problem" in checked) problems.push([`body -> ${rule.name}`, checked.problem]);
    else fields[rule.name] = checked.text;
  }
  // Every rule has put its text there, or its problem.
  return problems.length > 0 ? refuse(problems) : { ok: true, fields: fields as FieldsOf<E> };
}

function checkText(
  value: PythonValue,
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: FieldRule,
): { text: string } | { problem: string } {
  if (value === null) return { problem: "none is not an allowed value (type=type_error.none.not_allowed)" };
  const text = asText(value);
  if (text === null || !isStorable(text)) return { problem: "str type expected (type=type_error.str)" };
  const { length } = [...text];
  if (length < minLength) return { problem: lengthProblem("least", "min", minLength) };
  return length > maxLength ? { problem: lengthProblem("most", "max", maxLength) } : { text };
}

function lengthProblem(bound: "least" | "most", name: "min" | "max", limit: number): string {
  return `ensure this value has at ${bound} ${limit} characters (type=value_error.any_str.${name}_length; limit_value=${limit})`;
}

/** No database takes a NUL or half a character; the older service broke on them. */
function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

function asText(value: PythonValue): string | null {
  if (typeof value === "string") return value;
  if (value instanceof PythonNumber) return value.text;
  if (typeof value === "boolean") return value ? "True" : "False";
  return null;
}

function describeJsonError({ problem, line, column, position }: PythonJsonError): string {
  const where = `line ${line} column ${column} (char ${position})`;
  return `${problem}: ${where} (type=value_error.jsondecode; msg=${problem}; pos=${position}; lineno=${line}; colno=${column})`;
}

function refuse(problems: Array<[string, string]>): { ok: false; description: string } {
  const heading = `${problems.length} validation error${problems.length === 1 ? "" : "s"} for Request`;
  return {
    ok: false,
    description: [heading, ...problems.map(([at, problem]) => `${at}\n  ${problem}`)].join("\n"),
  };
}
