import type { TestProject } from "vitest/node";
import { claimSlot } from "@/lib/testing/slot";
import { prepareTemplate } from "@/lib/testing/template-database";
import { startPostgres } from "@/sandbox/postgres/postgres";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { adminUrl: string; template: string };
  }
}

/** Starts the embedded PostgreSQL of one run and stops it at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const slot = claimSlot();
  const server = await startPostgres({ folder: slot.folder, durable: false, maxConnections: 300 });
  const template = await prepareTemplate(server.url);
  project.provide("postgres", { adminUrl: server.url("postgres"), template });
  return async () => {
    await server.stop();
    slot.release();
  };
}
