import { migrate } from "@/db/migrate";
import { joinRunning } from "@/scripts/launch/run-environment";

async function main(): Promise<void> {
  joinRunning(process.env);
  await migrate(process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL || "");
  console.log("The database has the newest schema.");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
