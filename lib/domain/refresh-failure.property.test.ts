import fc from "fast-check";
import { expect, test } from "vitest";
import type { FailureClass, ProviderFailure } from "./provider";
import { afterFailure, type ConnectionStatus, type FailureHistory } from "./refresh-failure";

const classes = ["transient", "ambiguous", "terminal", "config"] as const;
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const failure: fc.Arbitrary<ProviderFailure> = fc.record({
  class: fc.constantFrom(...classes),
  code: fc.string({ maxLength: 8 }),
  httpStatus: fc.option(fc.integer({ min: 400, max: 599 }), { nil: null }),
  retryAfterSeconds: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: null }),
});
const step = fc.record({ failure, fingerprint: fc.constantFrom("a", "b"), random: fraction });

function start(status: ConnectionStatus): FailureHistory {
  return { status, failCount: 0, lastErrorClass: null, lastErrorFingerprint: null };
}

/** Lives through failures as the database does: what one leaves is what the next finds. */
function live(
  first: FailureHistory,
  steps: { failure: ProviderFailure; fingerprint: string; random: number }[],
) {
  let history = first;
  return steps.map(({ failure: said, fingerprint, random }) => {
    const before = history;
    const after = afterFailure(before, said, fingerprint, random);
    history = { ...after, lastErrorClass: after.suspicion, lastErrorFingerprint: fingerprint };
    return { before, said, fingerprint, after };
  });
}

const lives = fc.array(step, { minLength: 1, maxLength: 30 });

test("without a refusal no failure, however often, asks for a new consent", () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const kind = steps.filter((one) => one.failure.class !== "terminal");
      for (const { after } of live(start("active"), kind)) {
        expect(after.status).not.toBe("reauth_required");
        expect(after.retryInMs).not.toBeNull();
      }
    }),
  );
});

test("a person is asked only where the same token was refused or lost before", () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const lived = live(start("active"), steps);
      const asked = lived.findIndex(({ after }) => after.status === "reauth_required");
      if (asked === -1) return;
      const fingerprint = lived[asked]?.fingerprint;
      const earlier = lived.slice(0, asked).filter((one) => one.fingerprint === fingerprint);
      expect(lived[asked]?.said.class).toBe("terminal");
      expect(earlier.some(({ said }) => said.class === "terminal" || said.class === "ambiguous")).toBe(true);
    }),
  );
});

test("a lost answer is not forgotten over an outage: the first refusal of that token is the last time it is sent", () => {
  const outage: fc.Arbitrary<FailureClass> = fc.constantFrom("transient", "ambiguous", "config");
  fc.assert(
    fc.property(fc.array(outage, { maxLength: 20 }), fraction, (between, random) => {
      const said = [...(["ambiguous", ...between, "terminal"] as const)].map((kind) => ({
        failure: { class: kind, code: "x", httpStatus: null, retryAfterSeconds: null },
        fingerprint: "a",
        random,
      }));
      expect(live(start("active"), said).at(-1)?.after).toMatchObject({
        status: "reauth_required",
        retryInMs: null,
      });
    }),
  );
});

test("a connection that waits for its owner stays so, and its token is left alone", () => {
  fc.assert(
    fc.property(lives, (steps) => {
      for (const { after } of live(start("reauth_required"), steps)) {
        expect(after).toMatchObject({ status: "reauth_required", retryInMs: null });
      }
    }),
  );
});

test("every failure counts, and every retry waits a second at least and as long as was asked for", () => {
  fc.assert(
    fc.property(lives, (steps) => {
      for (const { before, said, after } of live(start("active"), steps)) {
        expect(after.failCount).toBe(before.failCount + 1);
        if (after.retryInMs === null) continue;
        expect(after.retryInMs).toBeGreaterThanOrEqual(1000);
        if (said.class !== "transient") continue;
        const askedMs = Math.min((said.retryAfterSeconds ?? 0) * 1000, 86_400_000);
        expect(after.retryInMs).toBeGreaterThanOrEqual(askedMs);
      }
    }),
  );
});

test("a refusal of one token says nothing about another", () => {
  fc.assert(
    fc.property(lives, fraction, (steps, random) => {
      const last = live(
        start("active"),
        steps.map((one) => ({ ...one, fingerprint: "a" })),
      ).at(-1);
      if (last === undefined || last.after.status === "reauth_required") return;
      const history = { ...last.after, lastErrorClass: last.after.suspicion, lastErrorFingerprint: "a" };
      const said = { class: "terminal", code: "x", httpStatus: 400, retryAfterSeconds: null } as const;
      expect(afterFailure(history, said, "b", random).status).toBe("degraded");
    }),
  );
});
