import type { Instrumentation } from "next";

/** Runs once before the first request: a deployment that is not configured does not start. */
export async function register(): Promise<void> {
  const { checkStart } = await import("@/lib/start");
  await checkStart();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { log } = await import("@/lib/log");
  log().error({ err: error, path: request.path.split("?")[0], route: context.routePath }, "a page failed");
};
