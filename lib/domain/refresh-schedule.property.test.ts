import fc from "fast-check";
import { expect, test } from "vitest";
import { nextRefreshAt, retryDelayMs, servingMarginMs } from "./refresh-schedule";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const issuedAt = new Date("2030-01-02T00:00:00Z");
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const lifeMs = fc.integer({ min: 0, max: 400 * dayMs });
const after = (ms: number) => new Date(issuedAt.getTime() + ms);
const due = (life: number, random: number) =>
  nextRefreshAt(issuedAt, after(life), random).getTime() - issuedAt.getTime();

test("a token is due within its life, and within a week", () => {
  fc.assert(
    fc.property(lifeMs, fraction, (life, random) => {
      const dueMs = due(life, random);
      expect(dueMs).toBeGreaterThanOrEqual(0);
      expect(dueMs).toBeLessThanOrEqual(Math.min(life, 7 * dayMs));
    }),
  );
});

test("a token of more than an hour is due while a quarter hour of it is left", () => {
  fc.assert(
    fc.property(fc.integer({ min: 61 * minuteMs, max: 400 * dayMs }), fraction, (life, random) => {
      expect(due(life, random)).toBeLessThanOrEqual(life - 15 * minuteMs);
    }),
  );
});

test("the spread decides when within three quarters and 85 % of a life that neither bound cuts", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100 * minuteMs, max: 8 * dayMs }), fraction, (life, random) => {
      expect(due(life, random)).toBeGreaterThanOrEqual(Math.floor(life * 0.75));
      expect(due(life, random)).toBeLessThanOrEqual(Math.ceil(life * 0.85));
    }),
  );
});

test("a token that ends before it was issued is due at once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: dayMs }), fraction, (early, random) => {
      expect(due(-early, random)).toBe(0);
      expect(servingMarginMs(issuedAt, after(-early))).toBe(0);
    }),
  );
});

test("the margin before expiry is a tenth of the life and ten minutes at most", () => {
  fc.assert(
    fc.property(lifeMs, (life) => {
      const margin = servingMarginMs(issuedAt, after(life));
      expect(margin).toBeLessThanOrEqual(Math.min(10 * minuteMs, life / 10));
    }),
  );
});

test("a token is renewed ahead of time rather than by those who ask for it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 * dayMs }), fraction, (life, random) => {
      expect(due(life, random)).toBeLessThanOrEqual(life - servingMarginMs(issuedAt, after(life)));
    }),
  );
});

test("a retry waits a second at least, what the provider asked for up to a day, and half an hour else", () => {
  const asked = fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: null });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fraction, asked, (failures, random, seconds) => {
      const waitMs = retryDelayMs(failures, random, seconds);
      const askedMs = Math.min((seconds ?? 0) * 1000, dayMs);
      expect(waitMs).toBeGreaterThanOrEqual(Math.max(1000, askedMs));
      expect(waitMs).toBeLessThanOrEqual(Math.max(30 * minuteMs, askedMs));
    }),
  );
});

test("more failures never shorten the wait", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fraction, (failures, random) => {
      expect(retryDelayMs(failures + 1, random, null)).toBeGreaterThanOrEqual(
        retryDelayMs(failures, random, null),
      );
    }),
  );
});
