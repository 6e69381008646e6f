import { expect, test } from "vitest";
import { Ledger } from "./ledger";
import type { TraceLine } from "./trace";

const send = (token: string, worked: number | null, status: number | null = worked) => ({
  refreshToken: token,
  grantId: "grant",
  worked,
  status,
});
const line = (event: TraceLine["event"], pid: number, at: number, token = "t"): TraceLine => ({
  event,
  pid,
  at,
  token,
});

function ledgerOf(sends: ReturnType<typeof send>[], traces: TraceLine[]): Ledger {
  const ledger = new Ledger();
  ledger.add(sends);
  ledger.setTraces(traces);
  return ledger;
}

test("a spent token that is sent although its answer came is found", () => {
  const traces = [line("sent", 1, 0), line("answered", 1, 5), line("sent", 2, 9), line("answered", 2, 12)];
  const ledger = ledgerOf([send("t", 200), send("t", 400)], traces);
  expect(ledger.violations()).toHaveLength(1);
  expect(ledger.mayBeDead(new Set(["t"]))).toBe(false);
});

test("a lost answer permits one retry of the same token, and a second is found", () => {
  const traces = [line("sent", 1, 0), line("sent", 1, 9), line("answered", 1, 12)];
  const once = ledgerOf([send("t", 200, null), send("t", 400)], traces);
  expect(once.violations()).toEqual([]);
  expect(once.mayBeDead(new Set(["t"]))).toBe(true);
  expect(once.counts()).toMatchObject({ lostAnswers: 1, permittedRetries: 1 });
  once.add([send("t", 400)]);
  expect(once.violations()).toHaveLength(1);
});

test("a retry whose own answer is lost permits another", () => {
  const traces = [line("sent", 1, 0), line("sent", 2, 9), line("sent", 3, 12), line("answered", 3, 14)];
  const ledger = ledgerOf([send("t", 200, null), send("t", 400, null), send("t", 400)], traces);
  expect(ledger.violations()).toEqual([]);
});

test("a process that is killed with the answer in its hands loses it, one killed later does not", () => {
  const killedAt = (at: number) => [
    line("sent", 1, 0),
    line("answered", 1, 5),
    line("killed", 1, at),
    line("sent", 2, 60_000),
    line("answered", 2, 60_009),
  ];
  expect(ledgerOf([send("t", 200), send("t", 400)], killedAt(6)).violations()).toEqual([]);
  expect(ledgerOf([send("t", 200), send("t", 400)], killedAt(30_000)).violations()).toHaveLength(1);
});

test("a retry that did not reach the provider's judgement is none", () => {
  const traces = [line("sent", 1, 0), line("sent", 1, 9), line("sent", 1, 12)];
  const ledger = ledgerOf([send("t", 200, null), send("t", null, 503), send("t", 400)], traces);
  expect(ledger.violations()).toEqual([]);
});

test("a chain is excused by any of its tokens, another chain by none of them", () => {
  const ledger = ledgerOf([send("t", 200, null), send("u", 400)], [line("sent", 1, 0)]);
  expect(ledger.mayBeDead(new Set(["u"]))).toBe(true);
  ledger.add([{ ...send("w", 400), grantId: "other" }]);
  expect(ledger.mayBeDead(new Set(["w"]))).toBe(false);
});

test("an answer that a gateway dressed as its own is lost, and permits one retry of the same token", () => {
  const gateway = { ...line("answered", 1, 5), status: 502 };
  const retry = [line("sent", 1, 9), { ...line("answered", 1, 12), status: 400 }];
  const once = ledgerOf([send("t", 200, 502), send("t", 400)], [line("sent", 1, 0), gateway, ...retry]);
  expect(once.violations()).toEqual([]);
  expect(once.mayBeDead(new Set(["t"]))).toBe(true);
  expect(once.counts()).toMatchObject({ lostAnswers: 1, lostBehindGateways: 1, permittedRetries: 1 });
  once.add([send("t", 400)]);
  expect(once.violations()).toHaveLength(1);
});

test("what a gateway dressed counts as lost once though its reader was killed, and an overload counts as told", () => {
  const answered = (status: number) => [
    line("sent", 1, 0),
    { ...line("answered", 1, 5), status },
    line("killed", 1, 6),
  ];
  const twice = [send("t", 200, 502), send("t", 400), send("t", 400)];
  expect(ledgerOf(twice, answered(504)).violations()).toHaveLength(1);
  const overload = [line("sent", 1, 0), { ...line("answered", 1, 5), status: 503 }];
  expect(ledgerOf([send("t", 200, 503), send("t", 400)], overload).violations()).toHaveLength(1);
});
