import type { Actor, Context } from "@/lib/context";
import { testDb } from "@/lib/testing/db";

/** The time at which tests happen unless they say otherwise. */
export const TEST_NOW = new Date("2030-03-04T05:06:07.000Z");

/** A context for a service verb, on the database of the current test file. */
export function testContext<A extends Actor>(actor: A, overrides: Partial<Context<A>> = {}): Context<A> {
  return {
    actor,
    now: TEST_NOW,
    requestId: "test-request",
    client: { ip: "203.0.113.7", userAgent: "test" },
    db: testDb(),
    ...overrides,
  };
}
