import fc from "fast-check";
import { expect, test } from "vitest";
import { howToServe, type TokenState } from "./serving";

const epoch = Date.parse("2030-01-02T00:00:00Z");
const dayMs = 86_400_000;
const instant = fc.integer({ min: -40 * dayMs, max: 40 * dayMs }).map((ms) => new Date(epoch + ms));
const maybeInstant = fc.option(instant, { nil: null });
const statuses = ["pending", "active", "degraded", "reauth_required", "disabled", "revoked"] as const;

const state: fc.Arbitrary<TokenState> = fc.record({
  status: fc.constantFrom(...statuses),
  gen: fc.integer({ min: 0, max: 5 }),
  issuedAt: maybeInstant,
  expiresAt: maybeInstant,
  nextRefreshAt: maybeInstant,
  failCount: fc.integer({ min: 0, max: 20 }),
});
const afterGen = fc.option(fc.integer({ min: 0, max: 6 }), { nil: null });
const asked = fc.tuple(state, instant, afterGen);

const leftMs = ({ expiresAt }: TokenState, now: Date) => (expiresAt?.getTime() ?? 0) - now.getTime();
const refused = ({ gen }: TokenState, after: number | null) => after !== null && gen <= after;

test("what is handed out has time left and is not what the provider refused", () => {
  fc.assert(
    fc.property(asked, ([token, now, after]) => {
      const serving = howToServe(token, now, after);
      const mayServe = serving.kind === "serve" || (serving.kind === "refresh" && serving.orServe);
      if (!mayServe) return;
      expect(leftMs(token, now)).toBeGreaterThan(0);
      expect(refused(token, after)).toBe(false);
    }),
  );
});

test("nothing is handed out, and no provider asked, for a connection that is off", () => {
  fc.assert(
    fc.property(asked, ([token, now, after]) => {
      const off = ["pending", "disabled", "revoked"].includes(token.status);
      expect(howToServe(token, now, after).kind === "off").toBe(off);
    }),
  );
});

test("a dead grant is not asked about again, and only a dead grant sends its owner to reconnect", () => {
  fc.assert(
    fc.property(asked, ([token, now, after]) => {
      const { kind } = howToServe(token, now, after);
      if (token.status === "reauth_required") expect(["serve", "reauth"]).toContain(kind);
      else expect(kind).not.toBe("reauth");
    }),
  );
});

test("during a back-off the provider is left alone", () => {
  fc.assert(
    fc.property(asked, ([token, now, after]) => {
      const backedOff = token.failCount > 0 && token.nextRefreshAt !== null && token.nextRefreshAt > now;
      if (backedOff) expect(howToServe(token, now, after).kind).not.toBe("refresh");
    }),
  );
});

test("a wait is asked for in whole seconds, for as long as the back-off lasts", () => {
  fc.assert(
    fc.property(asked, ([token, now, after]) => {
      const serving = howToServe(token, now, after);
      if (serving.kind !== "wait") return;
      expect(Number.isInteger(serving.seconds)).toBe(true);
      expect(serving.seconds).toBeGreaterThanOrEqual(1);
      const end = now.getTime() + serving.seconds * 1000;
      expect(end).toBeGreaterThanOrEqual(token.nextRefreshAt?.getTime() ?? 0);
    }),
  );
});

test("a live connection whose token has days left serves all who have not seen it refused", () => {
  const live = fc.constantFrom("active" as const, "degraded" as const, "reauth_required" as const);
  fc.assert(
    fc.property(asked, live, ([token, now, after], status) => {
      if (refused(token, after)) return;
      const expiresAt = new Date(now.getTime() + dayMs);
      expect(howToServe({ ...token, status, expiresAt }, now, after)).toEqual({ kind: "serve" });
    }),
  );
});
