import { beforeEach, expect, test } from "vitest";
import { randomId } from "@/lib/crypto/token";
import { takeBackAttempt } from "@/lib/kv/attempts";
import { testContext } from "@/lib/testing/context";
import { makeUser } from "@/lib/testing/factories";
import { holdClock } from "@/lib/testing/hold-clock";
import { knownDevice, markDevice } from "./device-mark";
import { limitSignIn } from "./limit-sign-in";

beforeEach(holdClock);

let lastAddress = 0;

/** An address that nobody has used. */
function newAddress(): string {
  lastAddress += 1;
  return `198.51.${Math.floor(lastAddress / 256)}.${lastAddress % 256}`;
}

async function attempt(login: string, mark: string | null = null, ip = newAddress()) {
  const ctx = testContext({ type: "anonymous" }, { client: { ip, userAgent: null } });
  return await limitSignIn(ctx, login, mark);
}

const refusal = { code: "rate_limited", reason: "account_under_guessing" };

async function besiege(login: string, attempts = 200): Promise<string[]> {
  const guesses = Array.from({ length: attempts }, async () => await attempt(login));
  return (await Promise.allSettled(guesses)).map((guess) =>
    guess.status === "rejected" ? "refused" : guess.value.waitMs > 0 ? "later" : "at once",
  );
}

test("many addresses together guess one account's password slowly, by its address and its name", async () => {
  const user = await makeUser();
  const outcomes = [...(await besiege(user.email, 100)), ...(await besiege(user.username, 100))];
  const share = (sought: string) => outcomes.filter((outcome) => outcome === sought).length;
  expect(share("at once")).toBeGreaterThanOrEqual(20);
  expect(share("at once") + share("later")).toBeLessThan(50);
  expect(share("later")).toBeGreaterThan(0);
});

test("a login that nobody has is slowed like one that somebody has", async () => {
  const login = `nobody-${randomId()}@example.test`;
  await besiege(login);
  await expect(attempt(login)).rejects.toMatchObject({ ...refusal, retryAfterSeconds: expect.any(Number) });
});

test("the owner signs in at once from a device of theirs while strangers guess", async () => {
  const user = await makeUser();
  const mark = markDevice(null, user.id);
  await besiege(user.email);
  expect(await attempt(user.email, mark)).toEqual({ waitMs: 0, attempt: null });
  await expect(attempt(user.email)).rejects.toMatchObject(refusal);
});

test("a device mark is of no use for another account, nor without end for its own", async () => {
  const [user, victim] = [await makeUser(), await makeUser()];
  const mark = markDevice(null, user.id);
  await besiege(victim.email);
  await expect(attempt(victim.email, mark)).rejects.toMatchObject(refusal);
  for (let guess = 0; guess < 10; guess += 1) await attempt(user.email, mark);
  await expect(attempt(user.email, mark)).rejects.toMatchObject({ code: "rate_limited" });
});

test("sign-ins that succeed slow nobody down", async () => {
  const user = await makeUser();
  for (let time = 0; time < 50; time += 1) {
    const { waitMs, attempt: counted } = await attempt(user.email);
    expect(waitMs).toBe(0);
    await takeBackAttempt(counted ?? "");
  }
});

test("one device knows several accounts, and a mark that was altered none", async () => {
  const [one, other] = [randomId(), randomId()];
  const mark = markDevice(markDevice(null, one), other);
  expect(knownDevice(mark, one)).toBe(knownDevice(mark, other));
  expect(knownDevice(mark, one)).not.toBeNull();
  expect(knownDevice(mark, randomId())).toBeNull();
  expect(knownDevice(mark.startsWith("x") ? `y${mark.slice(1)}` : `x${mark.slice(1)}`, one)).toBeNull();
  expect(knownDevice(null, one)).toBeNull();
});

test("the addresses of one IPv6 network guess as one client", async () => {
  const login = `nobody-${randomId()}@example.test`;
  for (let guess = 0; guess < 10; guess += 1) await attempt(login, null, `2001:db8:7:7::${guess}`);
  await expect(attempt(login, null, "2001:db8:7:7:ffff::1")).rejects.toMatchObject({ code: "rate_limited" });
  await expect(attempt(login, null, "2001:db8:7:8::1")).resolves.toBeDefined();
});
