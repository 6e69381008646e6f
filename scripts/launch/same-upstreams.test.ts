import { beforeEach, describe, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { makeOwner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { amocrmAccounts } from "@/sandbox/data/amocrm-accounts";
import { requireSameUpstreams } from "@/scripts/launch/same-upstreams";

const origins = {
  imitatedDodois: { provider: "dodois", upstreamOrigin: "http://127.0.0.1:3002", upstreamAccountId: "a" },
  realDodois: { provider: "dodois", upstreamOrigin: "https://auth.dodois.io", upstreamAccountId: "b" },
  imitatedAmocrm: {
    provider: "amocrm",
    upstreamOrigin: `https://${amocrmAccounts[0]?.subdomain}.amocrm.ru`,
    upstreamAccountId: String(amocrmAccounts[0]?.id),
  },
  realAmocrm: { provider: "amocrm", upstreamOrigin: "https://acme.amocrm.ru", upstreamAccountId: "31" },
} as const;
const imitated = { DODOIS_ISSUER: "http://127.0.0.1:3002", AMOCRM_SANDBOX_ORIGIN: "http://127.0.0.1:3003" };
const real = { DODOIS_CLIENT_ID: "x", AMOCRM_CLIENT_ID: "x" };

beforeEach(async () => void (await testDb().delete(connections)));

async function connect(name: keyof typeof origins, refreshTokenSealed: string | null = "sealed") {
  const { projectId } = await makeOwner();
  const at = new Date();
  const status = refreshTokenSealed === null ? "revoked" : "active";
  await testDb()
    .insert(connections)
    .values({
      ...origins[name],
      ...{ projectId, name, status, refreshTokenSealed, scopes: [], createdAt: at, updatedAt: at },
    });
}

const check = async (env: Record<string, string>) =>
  await requireSameUpstreams(process.env.DATABASE_URL ?? "", env);

describe("connections are asked only of what they were made with", () => {
  test("nothing, or the same as ever, is no reason to stop", async () => {
    await check(imitated);
    await check(real);
    await connect("imitatedDodois");
    await connect("imitatedAmocrm");
    await check(imitated);
    await testDb().delete(connections);
    await connect("realDodois");
    await connect("realAmocrm");
    await check(real);
  });

  test.each(["imitatedDodois", "imitatedAmocrm"] as const)("%s: not of the real one", async (name) => {
    await connect(name);
    await expect(check(real)).rejects.toThrow("made with an imitation of");
    await expect(check({})).rejects.toThrow("made with an imitation of");
  });

  test.each(["realDodois", "realAmocrm"] as const)("%s: not of an imitation", async (name) => {
    await connect(name);
    await expect(check(imitated)).rejects.toThrow("made with the real");
    await check({});
  });

  test("what has no tokens any more is nobody's", async () => {
    await connect("realDodois", null);
    await check(imitated);
  });
});
