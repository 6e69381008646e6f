import { expect, test, vi } from "vitest";
import { kv } from "./client";
import { limitRequests } from "./rate-limit";

const passed = async (rule: Parameters<typeof limitRequests>[0], subject: string, times: number) => {
  const results = await Promise.allSettled(
    Array.from({ length: times }, async () => await limitRequests(rule, subject)),
  );
  return results.filter(({ status }) => status === "fulfilled").length;
};

test("a subject gets as many requests as the rule says, and is then told how long to wait", async () => {
  const rule = { name: "plain", limit: 5, windowSeconds: 60 };
  expect(await passed(rule, "one", 9)).toBe(5);
  await expect(limitRequests(rule, "one")).rejects.toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: expect.any(Number),
  });
  expect(await passed(rule, "another", 1)).toBe(1);
});

test("counted in blocks the limit is the same, and the store asked once for a block", async () => {
  const evaluated = vi.spyOn(kv(), "evalsha");
  const rule = { name: "blocks", limit: 100, windowSeconds: 60, block: 20 };
  expect(await passed(rule, "one", 60)).toBe(60);
  expect(evaluated.mock.calls.length).toBeLessThanOrEqual(4);
  expect(await passed(rule, "one", 60)).toBe(40);
  expect(await passed(rule, "another", 60)).toBe(60);
});
