import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Whether a server may listen on `port` now. An address that this machine lacks is in nobody's use. */
export function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRNOTAVAIL"));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * A free loopback port: `preferred` or the next ones if given, else a random one.
 * Always below 32768, where the kernel takes no ports for outgoing connections.
 */
export async function freePort(preferred?: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = preferred === undefined ? randomInt(20_000, 32_000) : preferred + attempt;
    if (port < 65_536 && !taken.has(port) && (await isPortFree(port))) return port;
  }
  throw new Error(`No free port was found near ${preferred ?? "20000-32000"}.`);
}
