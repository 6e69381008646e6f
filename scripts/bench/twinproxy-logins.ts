import { db } from "@/db/client";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { hashPassword } from "@/lib/crypto/password";
import { emptyStage, makeConnections } from "./population";

/** TwinProxy's logins `bench_0` and up, with one password and a fresh token each. */
export async function makeLogins(count: number, password: string): Promise<void> {
  const owner = await emptyStage();
  const passwordHash = await hashPassword(password);
  const at = new Date();
  const ids = await makeConnections(owner, count, 60_000);
  await db()
    .insert(twinproxyLogins)
    .values(
      ids.map((connectionId, index) => ({
        login: `bench_${index}`,
        passwordHash,
        clientLink: `bench-${index}.amocrm.ru`,
        projectId: owner.projectId,
        connectionId,
        createdAt: at,
        updatedAt: at,
      })),
    );
}
