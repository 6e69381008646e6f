import type { Instrumentation } from "next";

/** Runs once before the first request: a deployment that is not configured does not start. */
export async function register(): Promise<void> {
  const { checkStart } = await import("@/lib/start");
  await checkStart();
  const { knowsClients } = await import("@/lib/http/client-address");
  if (knowsClients()) return;
  const { log } = await import("@/lib/log");
  log().error(
    "nothing tells this server its clients' addresses, so that all of them share the limits meant for one: " +
      "set TRUSTED_PROXY_HOPS to the number of your proxies, or use npm run start:server",
  );
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { log } = await import("@/lib/log");
  log().error({ err: error, path: request.path.split("?")[0], route: context.routePath }, "a page failed");
};
