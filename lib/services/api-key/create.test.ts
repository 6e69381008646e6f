import { and, eq, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { apiKeys } from "@/db/schema/api-key";
import { auditEvents } from "@/db/schema/audit-event";
import { makeOwner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { createApiKey } from "./create";
import { revokeApiKey } from "./revoke";

const input = { name: "Cash desk", scopes: ["connections:read"] as const, expiresInDays: null };

test("a project has fifty living keys at most, however many are asked for at once", async () => {
  const { ctx, projectId } = await makeOwner();
  const create = async () => await createApiKey(ctx(), { ...input, scopes: [...input.scopes] });
  const first = await Promise.all(Array.from({ length: 45 }, create));
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, create));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused).toHaveLength(15);
  for (const { reason } of refused)
    expect(reason).toMatchObject({ code: "conflict", reason: "too_many_api_keys" });
  const living = and(eq(apiKeys.projectId, projectId), isNull(apiKeys.revokedAt));
  expect(await testDb().$count(apiKeys, living)).toBe(50);
  const created = and(eq(auditEvents.projectId, projectId), eq(auditEvents.action, "api_key.created"));
  expect(await testDb().$count(auditEvents, created)).toBe(50);
  await revokeApiKey(ctx(), first[0]?.id ?? "");
  await expect(create()).resolves.toMatchObject({ secret: expect.stringMatching(/^mk_live_/) });
});
