import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { CompactEncrypt } from "jose";
import { v7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { connectAttempts } from "@/db/schema/connect-attempt";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import { parseKeyRing } from "@/lib/crypto/key-ring";
import { seal, unseal } from "@/lib/crypto/seal";
import { kv } from "@/lib/kv/client";
import { makeOwner, readConnection } from "@/lib/testing/connected";
import { TEST_NOW } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { sealTokens } from "../connection/seal-tokens";
import { startConnect } from "../connection/start-connect";
import { stashRotation } from "../connection/stash";
import { tokenBinding, verifierBinding } from "../connection/token-binding";
import { secretBinding } from "../integration/secret-binding";
import { checkKeys, usedKeyIds } from "./check";
import { rotateKeys } from "./rotate";

const nextKey = `k2:${randomBytes(32).toString("base64")}`;
const nextRing = parseKeyRing(`${nextKey},${process.env.ENCRYPTION_KEYS}`);
const tokens = { accessToken: "access", refreshToken: "refresh", expiresInSeconds: 60, scopes: null };
let projectId: string;

beforeEach(async () => {
  await testDb().delete(connections);
  projectId = (await makeOwner()).projectId;
});

async function makeConnection(): Promise<string> {
  const id = v7();
  const place = { connectionId: id, provider: "dodois", gen: 1, issuedAt: TEST_NOW, random: 0 } as const;
  await testDb()
    .insert(connections)
    .values({
      ...sealTokens(place, tokens),
      id,
      projectId,
      provider: "dodois",
      upstreamOrigin: "https://auth.dodois.io",
      upstreamAccountId: id,
      name: "Account",
      status: "active",
      scopes: [],
      createdAt: TEST_NOW,
      updatedAt: TEST_NOW,
    });
  return id;
}

test("after a rotation everything opens with the new key alone, and nothing is sealed with the old", async () => {
  const ids = await Promise.all(Array.from({ length: 450 }, makeConnection));
  const integrationId = v7();
  const clientSecretSealed = seal("client secret", secretBinding(integrationId));
  await testDb().insert(integrations).values({
    id: integrationId,
    projectId,
    provider: "amocrm",
    clientId: "client",
    clientSecretSealed,
    redirectUri: "https://example.test/callback",
    createdAt: TEST_NOW,
    updatedAt: TEST_NOW,
  });
  expect(await rotateKeys(testDb(), () => {}, nextRing)).toEqual({
    connections: 450,
    integrations: 1,
    unreadable: 0,
  });
  expect(await usedKeyIds(testDb())).toEqual(new Set(["k2"]));
  const onlyNew = parseKeyRing(nextKey);
  const id = ids[449] ?? "";
  const row = await readConnection(id);
  expect(await unseal(row.refreshTokenSealed ?? "", tokenBinding(id, "refresh_token", 1), onlyNew)).toBe(
    "refresh",
  );
  const [integration] = await testDb().select().from(integrations).where(eq(integrations.id, integrationId));
  expect(await unseal(integration?.clientSecretSealed ?? "", secretBinding(integrationId), onlyNew)).toBe(
    "client secret",
  );
  expect(await rotateKeys(testDb(), () => {}, nextRing)).toEqual({
    connections: 0,
    integrations: 0,
    unreadable: 0,
  });
});

test("a secret that does not open is counted, and keeps none of the others under the old key", async () => {
  const [broken = "", ...others] = (await Promise.all(Array.from({ length: 5 }, makeConnection))).sort();
  const foreign = seal("refresh", tokenBinding(v7(), "refresh_token", 1));
  await testDb().update(connections).set({ refreshTokenSealed: foreign }).where(eq(connections.id, broken));
  expect(await rotateKeys(testDb(), () => {}, nextRing)).toMatchObject({ connections: 4, unreadable: 1 });
  expect(await readConnection(broken)).toMatchObject({ keyId: "k1", refreshTokenSealed: foreign });
  for (const id of others) expect(await readConnection(id)).toMatchObject({ keyId: "k2" });
});

test("a refresh that overtakes the rotation is not overwritten", async () => {
  const id = await makeConnection();
  await testDb().update(connections).set({ gen: 1 }).where(eq(connections.id, id));
  const reading = rotateKeys(testDb(), () => {}, nextRing);
  const place = { connectionId: id, provider: "dodois", gen: 2, issuedAt: TEST_NOW, random: 0 } as const;
  await testDb()
    .update(connections)
    .set(sealTokens(place, { ...tokens, refreshToken: "newer" }))
    .where(eq(connections.id, id));
  await reading;
  const row = await readConnection(id);
  const opened = await unseal(row.refreshTokenSealed ?? "", tokenBinding(id, "refresh_token", 2), nextRing);
  expect(opened).toBe("newer");
});

test("a rotation of tokens that waits in the store, and a consent under way, open without the old key, too", async () => {
  const id = await makeConnection();
  const rotation = {
    tokens: { ...tokens, refreshToken: "waiting" },
    issuedAt: TEST_NOW,
    durationMs: 5,
  };
  await stashRotation({ id, gen: 1 }, rotation);
  const { ctx } = await makeOwner();
  await startConnect(ctx(), { provider: "amocrm", connectionId: null });
  await rotateKeys(testDb(), () => {}, nextRing);
  const onlyNew = parseKeyRing(nextKey);
  const key = `tok:stash:${id}:1`;
  const stashed = await kv().get<string>(key);
  expect(JSON.parse(await unseal(stashed ?? "", key, onlyNew))).toMatchObject({
    tokens: { refreshToken: "waiting" },
  });
  expect(await kv().ttl(key)).toBeGreaterThan(6 * 24 * 3600);
  const attempts = await testDb().select().from(connectAttempts);
  expect(attempts.length).toBe(1);
  for (const { id: attemptId, codeVerifierSealed } of attempts)
    await expect(unseal(codeVerifierSealed, verifierBinding(attemptId), onlyNew)).resolves.toBeTruthy();
});

test("a ring that lacks a key in use refuses to start and names it", async () => {
  await makeConnection();
  await expect(checkKeys(testDb(), parseKeyRing(nextKey))).rejects.toThrow("k1");
  await expect(checkKeys(testDb(), nextRing)).resolves.toBeUndefined();
});

test("what was sealed as a JWE, before, is sealed anew by a rotation like everything else", async () => {
  const id = await makeConnection();
  const asJwe = async (field: "access_token" | "refresh_token") =>
    await new CompactEncrypt(new TextEncoder().encode(`old ${field}`))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: "k1", bnd: tokenBinding(id, field, 1) })
      .encrypt(nextRing.keys.get("k1") ?? new Uint8Array());
  const [accessTokenSealed, refreshTokenSealed] = [await asJwe("access_token"), await asJwe("refresh_token")];
  await testDb()
    .update(connections)
    .set({ accessTokenSealed, refreshTokenSealed })
    .where(eq(connections.id, id));
  expect(await rotateKeys(testDb(), () => {}, nextRing)).toMatchObject({ connections: 1, unreadable: 0 });
  const row = await readConnection(id);
  const opened = await unseal(
    row.refreshTokenSealed ?? "",
    tokenBinding(id, "refresh_token", 1),
    parseKeyRing(nextKey),
  );
  expect(opened).toBe("old refresh_token");
});
