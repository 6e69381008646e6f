import { closeDb, db } from "@/db/client";
import { keyRing } from "@/lib/crypto/seal";
import { checkKeys, usedKeyIds } from "@/lib/services/key-ring/check";
import { rotateKeys } from "@/lib/services/key-ring/rotate";

/** `npm run keys:rotate`: seals everything with the first key of ENCRYPTION_KEYS, while the product serves. */
async function main(): Promise<void> {
  await checkKeys(db());
  const { activeId } = keyRing();
  console.log(`Sealing with the key ${activeId}…`);
  const done = await rotateKeys(db(), ({ connections }) => console.log(`  ${connections} connections`));
  console.log(`Sealed anew: ${done.connections} connections, ${done.integrations} integrations.`);
  const others = [...(await usedKeyIds(db()))].filter((id) => id !== activeId);
  if (others.length === 0)
    console.log("Nothing is sealed with an older key any more: the others may leave the ring.");
  else console.log(`Still in use: ${others.join(", ")}. Run this again.`);
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(async () => await closeDb());
