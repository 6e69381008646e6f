import { parseArgs } from "node:util";
import { closeDb, db } from "@/db/client";
import { systemNow } from "@/lib/clock";
import { randomId } from "@/lib/crypto/token";
import { AppError } from "@/lib/errors";
import { setRole } from "@/lib/services/user/set-role";
import { joinRunning } from "@/scripts/launch/run-environment";

const usage = "Usage: npm run superuser -- <e-mail> [--revoke]";

/** `npm run superuser`: makes a person an operator, or one no more. */
async function main(): Promise<void> {
  const options = { revoke: { type: "boolean", default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [email, ...others] = positionals;
  if (email === undefined || others.length > 0) throw new Error(usage);
  joinRunning(process.env);
  const actor = { type: "system", job: "superuser" } as const;
  const client = { ip: null, userAgent: null };
  const role = values.revoke ? "user" : "superuser";
  await setRole({ actor, db: db(), now: systemNow(), requestId: randomId(), client }, { email, role });
  console.log(values.revoke ? `${email} is no operator any more.` : `${email} is an operator now.`);
}

function explain(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error);
  if (error.code === "not_found") return "Nobody has signed up with this address.";
  return "This address is not verified yet.";
}

main()
  .catch((error: unknown) => {
    console.error(explain(error));
    process.exitCode = 1;
  })
  .finally(async () => await closeDb());
