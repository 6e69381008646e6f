import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { freePort, isPortFree } from "@/sandbox/free-port";

const roles = ["mail", "dodois", "amocrm", "store", "postgres", "dodoisCom"] as const;
const remembered = z.partialRecord(z.enum(roles), z.number().int().min(1).max(65_535));

export type Ports = Record<(typeof roles)[number], number>;

/** @throws {Error} in words for the person who started it when the application's port is taken. */
export async function requireFreePort(port: number, host = "127.0.0.1"): Promise<void> {
  // Browsers look for "localhost" on ::1, too: a server there would be taken for ours.
  if ((await isPortFree(port, host)) && (await isPortFree(port, "::1"))) return;
  const other = port < 64_000 ? port + 1_000 : port - 1_000;
  throw new Error(
    `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${other} npm start`,
  );
}

/** Ports of the embedded servers: those of the last start, else the ones after the application's. */
export async function choosePorts(dataDir: string, appPort: number): Promise<Ports> {
  const file = join(dataDir, "ports.json");
  const last = existsSync(file)
    ? (remembered.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? {})
    : {};
  const taken = new Set([appPort]);
  const chosen: Partial<Ports> = {};
  for (const [index, role] of roles.entries()) {
    const port = await freePort(last[role] ?? appPort + 1 + index, taken);
    taken.add(port);
    chosen[role] = port;
  }
  writeFileSync(file, `${JSON.stringify(chosen, null, 2)}\n`);
  return chosen as Ports;
}
