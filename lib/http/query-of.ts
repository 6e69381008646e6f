/** A request's query; of a name given twice, the last. A whole URL need not be taken apart for it. */
export function queryOf(request: Request): Record<string, string> {
  const [, query = ""] = /\?([^#]*)/.exec(request.url) ?? [];
  return Object.fromEntries(new URLSearchParams(query));
}
