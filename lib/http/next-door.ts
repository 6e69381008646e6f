import type { Handler } from "./route";

/** A Web handler as Next's route files export it. A path without parameters comes with none at all. */
export function nextDoor(handler: Handler) {
  return async (request: Request, context: { params: Promise<Record<string, string> | undefined> }) =>
    await handler(request, (await context.params) ?? {});
}
