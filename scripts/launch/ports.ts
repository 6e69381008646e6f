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

/** @throws {Error} in words for the person who asks, when no server was ever started on this data. */
export function readPorts(dataDir: string): Ports {
  const file = join(dataDir, "ports.json");
  // A version before had none for the second cluster, and only the servers that `npm start` starts need it.
  const known = existsSync(file)
    ? z.record(z.enum(roles), z.int()).safeParse({ dodoisCom: 0, ...JSON.parse(readFileSync(file, "utf8")) })
    : null;
  if (known?.success) return known.data;
  throw new Error(`Nothing was started in ${dataDir}: run npm start first, or set DATABASE_URL.`);
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
