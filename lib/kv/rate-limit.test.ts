import { beforeEach, expect, test } from "vitest";
import { holdClock } from "@/lib/testing/hold-clock";
import { limitRequests } from "./rate-limit";

beforeEach(holdClock);

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
