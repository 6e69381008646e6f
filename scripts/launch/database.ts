import postgres from "postgres";
import { type EmbeddedPostgres, startPostgres } from "@/sandbox/postgres/postgres";

export const DATABASE_NAME = "mostik";

/** Starts the embedded PostgreSQL and makes the product's database in it at the first start. */
export async function startDatabase(
  folder: string,
  port: number,
): Promise<{ url: string; server: EmbeddedPostgres }> {
  const server = await startPostgres({ folder, port, durable: true, maxConnections: 200 });
  const sql = postgres(server.url("postgres"), { max: 1, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${DATABASE_NAME}`;
    if (found === undefined) await sql.unsafe(`create database ${DATABASE_NAME}`);
  } finally {
    await sql.end({ timeout: 2 });
  }
  return { url: server.url(DATABASE_NAME), server };
}
