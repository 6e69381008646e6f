import { expect, test } from "vitest";
import type { FailureClass } from "./provider";
import { afterFailure, type FailureHistory } from "./refresh-failure";

const fresh: FailureHistory = {
  status: "active",
  failCount: 0,
  lastErrorClass: null,
  lastErrorFingerprint: null,
};
const failure = (failureClass: FailureClass) => ({
  class: failureClass,
  code: "x",
  httpStatus: null,
  retryAfterSeconds: null,
});

test("an outage degrades a connection and never asks for a new consent, however long it lasts", () => {
  let history = fresh;
  for (let i = 0; i < 1000; i++) {
    const next = afterFailure(history, failure(i % 2 === 0 ? "transient" : "ambiguous"), "fp", 0.5);
    expect(next.retryInMs).not.toBeNull();
    history = {
      ...next,
      lastErrorClass: i % 2 === 0 ? "transient" : "ambiguous",
      lastErrorFingerprint: "fp",
    };
  }
  expect(history.status).toBe("degraded");
});

test("a dead grant is confirmed once, by the second of the minutely sweeps, before a person is asked", () => {
  const first = afterFailure(fresh, failure("terminal"), "fp", 0);
  expect(first).toMatchObject({ status: "degraded", failCount: 1, retryInMs: 60_000 });
  expect(afterFailure(fresh, failure("terminal"), "fp", 1).retryInMs).toBe(90_000);
  const history = { ...first, lastErrorClass: "terminal", lastErrorFingerprint: "fp" };
  expect(afterFailure(history, failure("terminal"), "fp", 0.5)).toMatchObject({
    status: "reauth_required",
    retryInMs: null,
  });
});

test("a refusal of one token says nothing about another", () => {
  const history = { ...fresh, lastErrorClass: "terminal", lastErrorFingerprint: "old" };
  expect(afterFailure(history, failure("terminal"), "new", 0.5).status).toBe("degraded");
});

test("after a lost answer the one retry decides: a spent token is not sent a third time", () => {
  const history = { ...fresh, failCount: 1, lastErrorClass: "ambiguous", lastErrorFingerprint: "fp" };
  expect(afterFailure(history, failure("terminal"), "fp", 0.5).status).toBe("reauth_required");
});

test("refused credentials of the deployment touch no account", () => {
  expect(afterFailure(fresh, failure("config"), "fp", 0.5).status).toBe("active");
});

test("a connection that waits for its owner is not brought back by a failure", () => {
  const history: FailureHistory = { ...fresh, status: "reauth_required" };
  expect(afterFailure(history, failure("transient"), "fp", 0.5).status).toBe("reauth_required");
});
