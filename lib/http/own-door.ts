import type { Operation } from "@/lib/api/operations";
import type { Handler } from "./handler";
import { matchPath } from "./match-path";
import { methodNotAllowed } from "./method-not-allowed";

interface Found {
  handler: Handler;
  params: Record<string, string>;
}

const ofNext = ["HEAD", "OPTIONS"];

/**
 * Finds the handler of a request among the operations, without a framework between: Next's router
 * costs about 0.3 ms a request. Null where Next is to answer.
 */
export function ownDoor(operations: readonly Operation[]) {
  const table = operations.map(({ method, path, handler }) => ({ method, handler, match: matchPath(path) }));
  return (method: string, pathname: string): Found | null => {
    for (const entry of table) {
      if (entry.method !== method) continue;
      const params = entry.match(pathname);
      if (params !== null) return { handler: entry.handler, params };
    }
    if (ofNext.includes(method)) return null;
    const methods = table.filter((entry) => entry.match(pathname) !== null).map((entry) => entry.method);
    return methods.length === 0 ? null : { handler: methodNotAllowed([...new Set(methods)]), params: {} };
  };
}
