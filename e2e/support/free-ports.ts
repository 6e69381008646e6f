import { createServer } from "node:net";

/** The first of `count` adjacent ports that were free a moment ago. */
export async function freePortRange(count: number): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const base = await listenOn(0);
    const range = Array.from({ length: count }, (_, step) => base + step);
    const free = await Promise.all(range.map(async (port) => await listenOn(port).catch(() => 0)));
    if (free.every((port) => port > 0)) return base;
  }
  throw new Error("No free range of ports was found.");
}

async function listenOn(port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
