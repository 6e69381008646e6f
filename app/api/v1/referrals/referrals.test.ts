import { expect, onTestFinished, test } from "vitest";
import { operations } from "@/lib/api/operations";
import { randomId } from "@/lib/crypto/token";
import { scopes } from "@/lib/domain/scope";
import { ownDoor } from "@/lib/http/own-door";
import { createApiKey } from "@/lib/services/api-key/create";
import { createPersonalProject } from "@/lib/services/project/create-personal";
import { attributeSignUp } from "@/lib/services/referral/attribute-sign-up";
import { setFindableByEmail } from "@/lib/services/user/set-findable";
import { testContext } from "@/lib/testing/context";
import { actorOf, makeUser, type TestUser } from "@/lib/testing/factories";
import { holdClock } from "@/lib/testing/hold-clock";

const find = ownDoor(operations);

interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each compared by its test
  body: any;
}

async function ask(method: string, path: string, key: string | null, body?: unknown): Promise<Answer> {
  const url = new URL(path, "http://localhost:3000");
  const found = find(method, url.pathname);
  if (found === null) throw new Error(`Nothing answers ${method} ${path}.`);
  const headers = { ...(key !== null && { authorization: `Bearer ${key}` }) };
  const request = new Request(url, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await found.handler(request, found.params);
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : null };
}

async function person(allowed: readonly (typeof scopes)[number][] = scopes) {
  const user = await makeUser();
  const ctx = testContext(actorOf(user), { now: new Date() });
  await createPersonalProject(ctx, user);
  const { secret } = await createApiKey(ctx, { name: "key", scopes: [...allowed], expiresInDays: null });
  return { user, ctx, key: secret };
}

const make = async (key: string, body: object = {}) =>
  await ask("POST", "/api/v1/referral-codes", key, { lifetime: { days: 1 }, ...body });

const refer = async (code: string, friend: TestUser) =>
  await attributeSignUp(testContext({ type: "anonymous" }, { now: new Date() }), {
    codeText: code,
    newUser: friend,
  });

const lookUp = async (email: string) =>
  await ask("GET", `/api/v1/referral-codes/by-email?email=${encodeURIComponent(email)}`, null);

test("a code is made with 201, inactive unless told otherwise, and goes through its life by its id in the path", async () => {
  const { key } = await person();
  const made = await make(key, { code: `Api-${randomId().slice(0, 8)}`, label: "API", max_uses: 3 });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ state: "inactive", label: "API", max_uses: 3, uses: 0, clicks: 0 });
  const path = `/api/v1/referral-codes/${made.body.id}`;
  expect((await ask("POST", `${path}/activate`, key)).body.state).toBe("active");
  expect((await ask("POST", `${path}/deactivate`, key)).body.state).toBe("inactive");
  const extended = await ask("POST", `${path}/extend`, key, { lifetime: { hours: 1 } });
  expect(Date.parse(extended.body.expires_at) - Date.parse(made.body.expires_at)).toBe(3_600_000);
  expect((await ask("DELETE", path, key)).body.id).toBe(made.body.id);
  expect((await ask("DELETE", path, key)).status).toBe(404);
  expect((await ask("POST", `${path}/restore`, key)).body.state).toBe("inactive");
  expect((await ask("GET", "/api/v1/referral-codes", key)).body.items).toHaveLength(1);
});

test("a lifetime that is negative, overflows or is too short is the caller's mistake, not ours", async () => {
  const { key } = await person();
  for (const lifetime of [{ days: -100, minutes: 5 }, { days: 1e9 }, { minutes: 4 }, { days: 1.5 }, {}]) {
    const answer = await make(key, { lifetime });
    expect([lifetime, answer.status]).toEqual([lifetime, 422]);
  }
});

test("an expired or used-up code is refused with the reason", async () => {
  const { key } = await person();
  const made = await make(key, { max_uses: 1, activate: true });
  await refer(made.body.code, await makeUser());
  const refused = await ask("POST", `/api/v1/referral-codes/${made.body.id}/activate`, key);
  expect(refused).toMatchObject({ status: 409, body: { code: "conflict", reason: "code_used_up" } });
});

test("me tells codes by expiry and the number of referrals", async () => {
  const { user, key } = await person();
  const late = await make(key, { lifetime: { days: 9 } });
  const early = await make(key, { activate: true });
  await refer(early.body.code, await makeUser());
  const { body } = await ask("GET", "/api/v1/referrals/me", key);
  expect(body).toMatchObject({
    id: user.id,
    email: user.email,
    referral_count: 1,
    referrals: { pending: 1, confirmed: 0, rejected: 0 },
  });
  expect(body.referral_codes.map((code: { id: string }) => code.id)).toEqual([early.body.id, late.body.id]);
});

test("the list of nobody's referrals is empty, not missing", async () => {
  const { key } = await person();
  expect(await ask("GET", "/api/v1/referrals", key)).toMatchObject({
    status: 200,
    body: { items: [], next_cursor: null },
  });
});

test("referrals come in pages, with when and by which code, and no address in clear", async () => {
  const { key } = await person();
  const { body: code } = await make(key, { activate: true });
  for (let index = 0; index < 3; index++)
    await refer(code.code, await makeUser({ email: `konstantin${randomId()}@example.test` }));
  const first = await ask("GET", "/api/v1/referrals?limit=2", key);
  const second = await ask("GET", `/api/v1/referrals?limit=2&cursor=${first.body.next_cursor}`, key);
  expect([first.body.items.length, second.body.items.length]).toEqual([2, 1]);
  expect(first.body.items[0]).toMatchObject({ code: code.code, status: "pending", decided_at: null });
  const csv = await ask("GET", "/api/v1/referrals/export", key);
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.text.trim().split("\r\n")).toHaveLength(4);
  for (const answer of [first, second, csv]) expect(answer.text).not.toContain("onstantin");
});

test("statistics answer for the last thirty days, or the days asked for", async () => {
  const { key } = await person();
  const { body: code } = await make(key, { activate: true });
  await refer(code.code, await makeUser());
  const { body } = await ask("GET", "/api/v1/referrals/statistics", key);
  expect(body.days).toHaveLength(30);
  expect(body.totals).toEqual({ clicks: 0, sign_ups: 1, confirmed: 0 });
  const old = await ask("GET", "/api/v1/referrals/statistics?from=2020-01-01&to=2020-01-02", key);
  expect(old.body.days).toHaveLength(2);
  const wrong = await ask("GET", "/api/v1/referrals/statistics?from=2020-01-02&to=2020-01-01", key);
  expect(wrong.status).toBe(422);
});

test("a key may do what it was given, for its own person only", async () => {
  const reader = await person(["referrals:read"]);
  expect((await make(reader.key)).body).toMatchObject({ code: "forbidden", reason: "scope_missing" });
  const other = await person();
  const { body: theirs } = await make(other.key, { activate: true });
  const stranger = await person();
  for (const verb of ["activate", "deactivate", "restore"])
    expect((await ask("POST", `/api/v1/referral-codes/${theirs.id}/${verb}`, stranger.key)).status).toBe(404);
  expect((await ask("DELETE", `/api/v1/referral-codes/${theirs.id}`, stranger.key)).status).toBe(404);
  expect((await ask("GET", "/api/v1/referrals", null)).status).toBe(401);
});

test("anybody finds an active code by its owner's address, without a key", async () => {
  const { user, key } = await person();
  const { body: code } = await make(key, { activate: true });
  const found = await lookUp(` ${user.email.toUpperCase()}`);
  expect(found.status).toBe(200);
  expect(found.body).toEqual({ code: code.code, url: code.url, expires_at: code.expires_at });
  expect(found.headers.get("cache-control")).toBe("no-store");
});

test("unknown, unfindable, codeless and inactive are answered in the same words", async () => {
  const hidden = await person();
  await make(hidden.key, { activate: true });
  await setFindableByEmail(hidden.ctx, false);
  const inactive = await person();
  await make(inactive.key);
  const codeless = await person();
  const answers = await Promise.all(
    ["nobody-at-all@example.test", hidden.user.email, inactive.user.email, codeless.user.email].map(lookUp),
  );
  const shown = answers.map(({ status, headers, body: { instance: _, ...body } }) => ({
    status,
    body,
    headers: [...headers.keys()],
  }));
  expect(shown[0]).toMatchObject({ status: 404, body: { code: "not_found" } });
  for (const answer of shown) expect(answer).toEqual(shown[0]);
});

test("what is no address is told so, and whoever asks without end is told when to return", async () => {
  onTestFinished(holdClock());
  expect((await lookUp("not-an-address")).status).toBe(422);
  const answers = [];
  for (let asked = 0; asked < 310; asked++) answers.push(await lookUp("nobody@example.test"));
  const refused = answers.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
});
