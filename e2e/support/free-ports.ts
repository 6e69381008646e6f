import { randomInt } from "node:crypto";
import { isPortFree } from "@/sandbox/free-port";

/**
 * The first of `count` adjacent ports that were free a moment ago; below 32768, where the kernel takes none of them
 * for an outgoing connection before they are used.
 */
export async function freePortRange(count: number): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const base = randomInt(20_000, 32_000);
    const range = Array.from({ length: count }, (_, step) => base + step);
    const free = await Promise.all(range.map(async (port) => await isPortFree(port)));
    if (free.every(Boolean)) return base;
  }
  throw new Error("No free range of ports was found.");
}
