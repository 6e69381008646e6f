import { closeDb, db } from "@/db/client";
import { isConnectionFailure } from "@/db/errors";
import { keyRing } from "@/lib/crypto/seal";
import { checkKeys, usedKeyIds } from "@/lib/services/key-ring/check";
import { rotateKeys } from "@/lib/services/key-ring/rotate";
import { joinRunning } from "@/scripts/launch/run-environment";

/** `npm run keys:rotate`: seals everything with the first key of ENCRYPTION_KEYS, while the product serves. */
async function main(): Promise<void> {
  joinRunning(process.env);
  await checkKeys(db());
  const { activeId } = keyRing();
  console.log(`Sealing with the key ${activeId}…`);
  const done = await rotateKeys(db(), ({ connections }) => console.log(`  ${connections} connections`));
  console.log(`Sealed anew: ${done.connections} connections, ${done.integrations} integrations.`);
  if (done.unreadable > 0)
    console.log(`Left as they are, because they do not open: ${done.unreadable} (named above).`);
  const others = [...(await usedKeyIds(db()))].filter((id) => id !== activeId);
  if (others.length === 0)
    console.log("Nothing is sealed with an older key any more: the others may leave the ring.");
  else console.log(`Still in use: ${others.join(", ")}. Run this again.`);
}

function describe(error: unknown): unknown {
  if (isConnectionFailure(error)) return "The database does not answer: is it running?";
  return error instanceof Error ? error.message : error;
}

main()
  .catch((error: unknown) => {
    console.error(describe(error));
    process.exitCode = 1;
  })
  .finally(async () => await closeDb());
