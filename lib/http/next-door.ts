import type { Handler } from "./handler";
import { matchPath } from "./match-path";
import { allowing, methodNotAllowed } from "./method-not-allowed";

type Door = (
  request: Request,
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>;

/**
 * What a route file exports: the handlers of its methods, and for the others a problem document, where
 * Next alone would answer without a word. HEAD is Next's own, by GET.
 */
export function nextDoors(handlers: Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", Handler>>) {
  const methods = Object.keys(handlers);
  const other = methodNotAllowed(methods);
  return {
    GET: nextDoor(handlers.GET ?? other),
    POST: nextDoor(handlers.POST ?? other),
    PUT: nextDoor(handlers.PUT ?? other),
    PATCH: nextDoor(handlers.PATCH ?? other),
    DELETE: nextDoor(handlers.DELETE ?? other),
    OPTIONS: async () => new Response(null, { status: 204, headers: { allow: allowing(methods) } }),
  };
}

/** A Web handler as Next's route files export it. A path without parameters comes with none at all. */
function nextDoor(handler: Handler): Door {
  return async (request, context) => await handler(request, (await context.params) ?? {});
}

/** The same for a path whose last parameter takes the rest: Next would decode it. */
export function nextDoorAt(pattern: string, handler: Handler) {
  const match = matchPath(pattern);
  return async (request: Request) => await handler(request, match(new URL(request.url).pathname) ?? {});
}
