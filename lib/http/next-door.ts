import type { Handler } from "./handler";
import { matchPath } from "./match-path";

/** A Web handler as Next's route files export it. A path without parameters comes with none at all. */
export function nextDoor(handler: Handler) {
  return async (request: Request, context: { params: Promise<Record<string, string> | undefined> }) =>
    await handler(request, (await context.params) ?? {});
}

/** The same for a path whose last parameter takes the rest: Next would decode it. */
export function nextDoorAt(pattern: string, handler: Handler) {
  const match = matchPath(pattern);
  return async (request: Request) => await handler(request, match(new URL(request.url).pathname) ?? {});
}
