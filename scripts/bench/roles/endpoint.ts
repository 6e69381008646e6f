import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { serveParent } from "../child";

let latencyMs = 0;
let refreshes = 0;
let spentSends = 0;
let issued = 0;
const spent = new Set<string>();

/** A provider that does nothing but rotate tokens after a fixed time, so that its own work is not what is measured. */
export async function endpoint(): Promise<void> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void answer(request, origin()).then((body) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serveParent<{ latencyMs: number }>({ origin: origin() }, async (request) => {
    const counts = { refreshes, spentSends };
    latencyMs = request.latencyMs;
    refreshes = 0;
    spentSends = 0;
    return counts;
  });
}

async function answer(request: IncomingMessage, origin: string): Promise<object> {
  if (request.url === "/.well-known/openid-configuration") return discovery(origin);
  if (request.url !== "/connect/token") return { units: [] };
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const token = new URLSearchParams(Buffer.concat(chunks).toString()).get("refresh_token") ?? "";
  refreshes += 1;
  if (spent.has(token)) spentSends += 1;
  spent.add(token);
  await sleep(latencyMs);
  issued += 1;
  return {
    access_token: `access-${issued}-${"a".repeat(900)}`,
    refresh_token: `refresh-${issued}-${"r".repeat(50)}`,
    token_type: "Bearer",
    expires_in: 86_400,
  };
}

function discovery(origin: string): object {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/connect/authorize`,
    token_endpoint: `${origin}/connect/token`,
    jwks_uri: `${origin}/jwks`,
  };
}
