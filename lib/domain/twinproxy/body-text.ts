/** What FastAPI made of a body's bytes before it looked at the fields. */
export type BodyText =
  | { kind: "json"; text: string }
  /** Said to be something else than JSON: taken for bytes, and no object. */
  | { kind: "bytes" }
  | { kind: "unreadable" };

/**
 * The text of a body, found as FastAPI and Python's `json.loads` found it: a body that is not said to
 * be anything is JSON, a byte order mark is no part of it, and UTF-16 is known by its zeroes.
 */
export function bodyText(body: Uint8Array, contentType: string | undefined): BodyText {
  if (body.length > 0 && !isJson(contentType ?? "")) return { kind: "bytes" };
  try {
    return { kind: "json", text: new TextDecoder(encodingOf(body), { fatal: true }).decode(body) };
  } catch {
    return { kind: "unreadable" };
  }
}

function isJson(contentType: string): boolean {
  const type = contentType.split(";", 1)[0]?.trim() ?? "";
  return contentType === "" || /^application\/(json|[^/]*\+json)$/i.test(type);
}

/** As `json.detect_encoding` of CPython guesses; UTF-32, which nobody sends, fails as UTF-8. */
function encodingOf([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0 && second !== undefined && second !== 0) return "utf-16be";
  const isLittle = first !== undefined && second === 0 && (third !== 0 || fourth !== 0);
  return isLittle ? "utf-16le" : "utf-8";
}
