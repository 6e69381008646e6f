import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { operations } from "@/lib/api/operations";
import { nodeDoor } from "@/lib/http/node-door";
import { ownDoor } from "@/lib/http/own-door";
import { serveParent } from "../child";

/** The API's operations at our own door as `scripts/server.ts` serves them, without Next behind it. */
export async function door(): Promise<void> {
  const find = ownDoor(operations);
  const server = createServer((incoming, response) => {
    const found = find(incoming.method ?? "", (incoming.url ?? "/").split("?", 1)[0] ?? "");
    if (found === null) {
      response.writeHead(404).end();
      return;
    }
    void nodeDoor(found, incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serveParent({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, async () => ({}));
}
