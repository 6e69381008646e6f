import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { kv } from "./client";
import { limitCounted } from "./counted-limit";

const rule = { name: "test", limit: 5, windowSeconds: 3600 };

test("of many at once exactly as many pass as the limit says, and the rest are told when to return", async () => {
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => limitCounted(rule, "busy")));
  const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(refused).toHaveLength(7);
  expect(refused[0]).toMatchObject({ code: "rate_limited" });
  expect(refused[0].retryAfterSeconds).toBeGreaterThan(0);
});

test("subjects are counted apart", async () => {
  for (let asked = 0; asked < 5; asked++) await limitCounted(rule, "one");
  await limitCounted(rule, "two");
  await expect(limitCounted(rule, "one")).rejects.toMatchObject({ code: "rate_limited" });
});

test("what one process has let through, another counts a second later, and nothing is told twice", async () => {
  const place = `counted:test:shared:${Math.floor(Date.now() / 3_600_000)}`;
  await kv().set(place, "3");
  await limitCounted(rule, "shared");
  await sleep(1_100);
  await limitCounted(rule, "shared");
  await expect.poll(() => kv().get(place)).toBe("5");
  await expect(limitCounted(rule, "shared")).rejects.toMatchObject({ code: "rate_limited" });
});
