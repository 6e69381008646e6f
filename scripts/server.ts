import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { closeDb } from "@/db/client";
import { operations } from "@/lib/api/operations";
import { env } from "@/lib/env";
import { admitRequest } from "@/lib/http/admit-request";
import { nodeDoor } from "@/lib/http/node-door";
import { ownDoor } from "@/lib/http/own-door";
import { twinproxyBase } from "@/lib/http/twinproxy-answers";
import { twinproxyDoor } from "@/lib/http/twinproxy-door";
import { log } from "@/lib/log";
import { flushTallies } from "@/lib/services/connection/tally";
import { checkStart } from "@/lib/start";
import { stopWork } from "@/lib/under-way";

const development = process.env.NODE_ENV === "development";
/** Longer than a call of a provider (15 s) and the writing of its answer. */
const stopWithinMs = 25_000;
/** For answers that go on and on: what is left of the time is for ending in order. */
const requestsWithinMs = 20_000;

/** The self-hosted server: the API's operations at our own door, everything else through Next. */
async function main(): Promise<void> {
  process.env.MOSTIK_OWN_DOOR = "1";
  await checkStart();
  const port = Number(process.env.PORT ?? 3000);
  const hostname = process.env.HOSTNAME_BIND ?? "127.0.0.1";
  const admission = { trustedHops: env().TRUSTED_PROXY_HOPS, ownHost: new URL(env().APP_URL).host };
  const server = createServer();
  if (!development) takeBuiltConfig();
  // Only hot reload speaks over an upgraded connection; elsewhere one is a socket that nobody closes.
  const app = next({
    dev: development,
    dir: process.cwd(),
    port,
    hostname,
    ...(development && { httpServer: server }),
  });
  if (!development) server.on("upgrade", (_request, socket) => socket.destroy());
  await app.prepare();
  const handleByNext = app.getRequestHandler();
  // While developing, Next's own router serves the API too, so that edits take effect at once.
  const find = development ? null : ownDoor(operations);
  const handle = async (choose: typeof find | null, request: IncomingMessage, response: ServerResponse) => {
    const path = pathOf(request.url ?? "/");
    if (choose !== null && path.startsWith(twinproxyBase)) return await twinproxyDoor(request, response);
    const found = choose?.(request.method ?? "", path) ?? null;
    return await (found === null ? handleByNext(request, response) : nodeDoor(found, request, response));
  };
  const answerWith = (choose: typeof find | null) => (request: IncomingMessage, response: ServerResponse) => {
    if (!admitRequest(request, admission)) {
      response.writeHead(400, { "content-type": "text/plain", connection: "close" }).end("Bad Request\n");
      return;
    }
    handle(choose, request, response).catch((error: unknown) => {
      log().error({ err: error }, "a request broke the server's handler");
      response.destroy();
    });
  };
  server.on("request", answerWith(find));
  stopOnSignal(server, app);
  // A second port that goes through Next's router for everything: tests compare the two doors.
  const nextOnlyPort = process.env.MOSTIK_NEXT_DOOR_PORT;
  if (nextOnlyPort !== undefined) createServer(answerWith(null)).listen(Number(nextOnlyPort), hostname);
  server.listen(port, hostname, () => process.send?.({ type: "ready" }));
}

/**
 * Has Next take its configuration from the build, as its standalone output does. To evaluate `next.config.ts` anew it
 * would load two compilers, which stay in memory for good.
 */
function takeBuiltConfig(): void {
  const file = ".next/required-server-files.json";
  // Next says in better words that there is no build.
  if (!existsSync(file)) return;
  const { config } = JSON.parse(readFileSync(file, "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/** Taken as it stands: what a URL parser would refuse must not end the server. */
function pathOf(target: string): string {
  return target.split("?", 1)[0] ?? target;
}

/** Ends on a signal, or when the launcher is gone: requests under way may finish, and refreshes whose asker left. */
function stopOnSignal(server: ReturnType<typeof createServer>, app: { close(): Promise<void> }): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    // What was counted is written even if a request holds out until the end.
    setTimeout(() => void flushTallies(), stopWithinMs - 1_000).unref();
    setTimeout(() => server.closeAllConnections(), requestsWithinMs).unref();
    // Told before the last request has ended: a sweep is one, and claims no more then.
    void stopWork();
    server.close(async () => {
      // Again, for what the last requests have begun.
      await stopWork();
      await app.close();
      await flushTallies();
      await closeDb();
      process.exit(0);
    });
    server.closeIdleConnections();
  };
  for (const event of ["SIGTERM", "SIGINT", "disconnect"]) process.once(event, stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
