/** The parsed body; null for what is not JSON, as providers behind a proxy sometimes answer. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
