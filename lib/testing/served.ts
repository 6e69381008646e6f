import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { operations } from "@/lib/api/operations";
import { nodeDoor } from "@/lib/http/node-door";
import { ownDoor } from "@/lib/http/own-door";

/** A server of the test's own, on the loopback interface. */
export async function serve(listener: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The API at our own door, as the self-hosted server mounts it. */
export async function serveApi() {
  const find = ownDoor(operations);
  return await serve((incoming, response) => {
    const found = find(incoming.method ?? "", (incoming.url ?? "/").split("?", 1)[0] ?? "/");
    if (found === null) return response.writeHead(404).end("nobody's");
    void nodeDoor(found, incoming, response);
  });
}

export interface RawAnswer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

/** A request whose target is sent as it stands: `fetch` would tidy it up. */
export async function rawRequest(
  origin: string,
  target: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return await new Promise((resolve, reject) => {
    const { method = "GET", headers = {} } = options;
    const outgoing = request({ hostname, port, path: target, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
      answer.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(options.body);
  });
}
