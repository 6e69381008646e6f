import type { Handler } from "./route";

/** A Web handler as Next's route files export it: the same function, its parameters awaited. */
export function nextDoor(handler: Handler) {
  return async (request: Request, context: { params: Promise<Record<string, string>> }): Promise<Response> =>
    await handler(request, await context.params);
}
