/** A number as Python's `str()` writes it: pydantic turns numbers into such text. */
export class PythonNumber {
  constructor(readonly text: string) {}
}

export type PythonValue = string | boolean | null | PythonNumber | PythonValue[] | Map<string, PythonValue>;

/** Where and why Python's `json` refuses a text; the messages and positions are those of CPython's scanner. */
export class PythonJsonError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(
    readonly problem: string,
    text: string[],
    readonly position: number,
  ) {
    const before = text.slice(0, position);
    const lastBreak = before.lastIndexOf("\n");
    super(problem);
    this.line = before.filter((character) => character === "\n").length + 1;
    this.column = position - lastBreak;
  }
}

/** What CPython's scanner gave up, which its callers did not take for a fault of the text. */
export class PythonGaveUp extends Error {}

// Of a thousand frames the older service's server had taken some for itself.
const deepest = 950;
/** `sys.int_info.default_max_str_digits` */
const longestInteger = 4300;

/**
 * Parses JSON as Python's `json.loads` does, down to what it refuses and where: clients were told
 * positions counted in code points. `NaN` and `Infinity` pass, as they do there.
 *
 * @throws {PythonJsonError} for what is not JSON.
 * @throws {PythonGaveUp} for nesting, or a whole number, without end.
 */
export function parsePythonJson(source: string): PythonValue {
  const scanner = new Scanner(source);
  scanner.skipSpace();
  const value = scanner.value();
  scanner.skipSpace();
  if (!scanner.atEnd) throw scanner.error("Extra data");
  return value;
}

const escapes: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const constants: Array<[string, PythonValue]> = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", new PythonNumber("nan")],
  ["Infinity", new PythonNumber("inf")],
  ["-Infinity", new PythonNumber("-inf")],
];

class Scanner {
  readonly #text: string[];
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#text = [...source];
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  error(problem: string, position = this.#at): PythonJsonError {
    return new PythonJsonError(problem, this.#text, position);
  }

  skipSpace(): void {
    while (" \t\n\r".includes(this.#text[this.#at] ?? "x")) this.#at += 1;
  }

  value(): PythonValue {
    const next = this.#text[this.#at];
    if (next === '"') return this.#string();
    if (next === "{") return this.#nested(() => this.#object());
    if (next === "[") return this.#nested(() => this.#array());
    for (const [word, value] of constants) if (this.#take(word)) return value;
    return this.#number();
  }

  #nested<T extends PythonValue>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > deepest) throw new PythonGaveUp();
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #take(word: string): boolean {
    if (this.#text.slice(this.#at, this.#at + word.length).join("") !== word) return false;
    this.#at += word.length;
    return true;
  }

  #object(): Map<string, PythonValue> {
    const members = new Map<string, PythonValue>();
    this.#at += 1;
    this.skipSpace();
    if (this.#take("}")) return members;
    for (;;) {
      if (this.#text[this.#at] !== '"') throw this.error("Expecting property name enclosed in double quotes");
      const name = this.#string();
      this.skipSpace();
      if (!this.#take(":")) throw this.error("Expecting ':' delimiter");
      this.skipSpace();
      members.set(name, this.value());
      this.skipSpace();
      if (this.#take("}")) return members;
      if (!this.#take(",")) throw this.error("Expecting ',' delimiter");
      this.skipSpace();
    }
  }

  #array(): PythonValue[] {
    const items: PythonValue[] = [];
    this.#at += 1;
    this.skipSpace();
    if (this.#take("]")) return items;
    for (;;) {
      items.push(this.value());
      this.skipSpace();
      if (this.#take("]")) return items;
      if (!this.#take(",")) throw this.error("Expecting ',' delimiter");
      this.skipSpace();
    }
  }

  #string(): string {
    const begin = this.#at;
    const parts: string[] = [];
    this.#at += 1;
    for (;;) {
      const next = this.#text[this.#at];
      if (next === undefined) throw this.error("Unterminated string starting at", begin);
      if (next < " ") throw this.error("Invalid control character at");
      this.#at += 1;
      if (next === '"') return parts.join("");
      parts.push(next === "\\" ? this.#escape(begin) : next);
    }
  }

  #escape(begin: number): string {
    const next = this.#text[this.#at];
    if (next === undefined) throw this.error("Unterminated string starting at", begin);
    this.#at += 1;
    if (next !== "u") {
      const meant = escapes[next];
      if (meant === undefined) throw this.error("Invalid \\escape", this.#at - 2);
      return meant;
    }
    const digits = this.#text.slice(this.#at, this.#at + 4).join("");
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.error("Invalid \\uXXXX escape", this.#at - 1);
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #number(): PythonNumber {
    let end = this.#at;
    while (/^[-+.\deE]$/.test(this.#text[end] ?? "")) end += 1;
    const rest = this.#text.slice(this.#at, end).join("");
    const found = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/.exec(rest);
    if (found === null) throw this.error("Expecting value");
    this.#at += found[0].length;
    const isWhole = found[2] === undefined && found[3] === undefined;
    if (isWhole && (found[1] ?? "").length > longestInteger) throw new PythonGaveUp();
    return new PythonNumber(isWhole ? BigInt(found[0]).toString() : pythonFloat(Number(found[0])));
  }
}

/** Python's `repr` of a float: exponents from 1e16 up and below 1e-4, always a point or an exponent. */
function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const [digits = "0", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const plain =
    exponent < 0
      ? value.toFixed(Math.min(100, digits.replace(/[-.]/g, "").length - 1 - exponent))
      : String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}
