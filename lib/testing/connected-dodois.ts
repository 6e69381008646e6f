import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { getToken } from "@/lib/services/connection/get-token";
import { dodoisWithClock, makeOwner, type Owner } from "@/lib/testing/connected";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";

/** An account of a Dodo IS of the test file's own, connected anew by `begin`, and who asks for its tokens. */
export async function connectedDodois() {
  const dodois = await dodoisWithClock();
  let owner: Owner;
  let connectionId: string;
  const connect = async () => {
    const [account = ""] = await dodois.accounts();
    return await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account });
  };
  return {
    ...dodois,
    connect,
    begin: async () => {
      await dodois.control.post("reset");
      await testDb().delete(connections);
      owner = await makeOwner();
      connectionId = await connect();
      return { owner, connectionId };
    },
    sweep: async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 }),
    ask: async (afterGen: number | null = null, projectId = owner.projectId) => {
      const actor = {
        type: "api_key",
        keyId: owner.projectId,
        projectId,
        scopes: ["connections:token"],
      } as const;
      return await getToken(
        { ...testContext(actor, { now: systemNow() }), clock: systemNow, connection: null },
        connectionId,
        afterGen,
      );
    },
  };
}
