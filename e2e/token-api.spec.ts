import { expect, test } from "@playwright/test";
import { createApiKey, tokenOf } from "./support/api";
import { joinAs } from "./support/people";
import { callCron } from "./support/sandbox";
import { appUrl, demo, nextUrl } from "./support/stack";

const unknownId = "01980000-0000-7000-8000-000000000000";

interface Answer {
  status: number;
  type: string | null;
  body: Record<string, unknown>;
}

async function ask(path: string, key: string | null, url = appUrl): Promise<Answer> {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const answer = await fetch(url(path), { headers });
  const { instance: _, time: __, ...body } = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, type: answer.headers.get("content-type"), body };
}

const tokenPath = (id: string) => `/api/v1/connections/${id}/token`;
const proxyPath = (id: string, path: string) => `/api/v1/connections/${id}/proxy/${path}`;

test("the first request of the README works with what npm start left behind", async () => {
  const { api_key: key, connections } = demo();
  expect((await tokenOf(key, connections.dodois)).access_token).not.toBe("");
  expect((await tokenOf(key, connections.amocrm)).access_token).not.toBe("");
});

test("without a key and with a wrong one the answer is the same 401", async () => {
  const path = tokenPath(demo().connections.dodois);
  const without = await ask(path, null);
  expect(without).toMatchObject({ status: 401, type: "application/problem+json" });
  expect(await ask(path, "mk_live_wrong")).toEqual(without);
  expect(await ask(tokenPath(unknownId), null)).toEqual(without);
});

test("what is another project's is the same 404 as what does not exist", async ({ page }) => {
  await joinAs(page, "other");
  const key = await createApiKey(page);
  const foreign = await ask(tokenPath(demo().connections.dodois), key);
  expect(foreign.status).toBe(404);
  expect(await ask(tokenPath(unknownId), key)).toEqual(foreign);
});

test("a number that is none is the caller's mistake, named field by field", async () => {
  const answer = await ask(tokenPath("not-a-uuid"), demo().api_key);
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toEqual([expect.objectContaining({ location: "id" })]);
});

test("a refresh on demand is single: twenty who saw a 401 get one new token", async () => {
  const { api_key: key, connections } = demo();
  const { gen } = await tokenOf(key, connections.amocrm);
  const path = `${tokenPath(connections.amocrm)}?after_gen=${gen}`;
  const answers = await Promise.all(Array.from({ length: 20 }, async () => await ask(path, key)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => body.access_token)).size).toBe(1);
  expect(answers[0]?.body.gen).toBe(gen + 1);
});

test("every operation answers the same through both doors", async () => {
  const { api_key: key, connections } = demo();
  const requests: Array<[string, string | null]> = [
    ["/api/health", null],
    ["/api/v1/connections", key],
    ["/api/v1/connections?provider=dodois", key],
    ["/api/v1/connections?provider=nonsense", key],
    ["/api/v1/connections", null],
    [tokenPath(connections.dodois), key],
    [`${tokenPath(connections.dodois)}?after_gen=x`, key],
    [tokenPath(unknownId), key],
    [tokenPath("a%20b"), key],
    [proxyPath(connections.amocrm, "api/v4/account?with=version"), key],
    [proxyPath(connections.dodois, "auth/roles%2Funits/"), null],
    [proxyPath(unknownId, "api/v4/account"), key],
    ["/api/cron/refresh-tokens", "wrong"],
    ["/api/cron/run-jobs", null],
    ["/api/cron/cleanup", null],
  ];
  for (const [path, secret] of requests) {
    expect([path, await ask(path, secret, nextUrl)]).toEqual([path, await ask(path, secret)]);
  }
});

test("a scheduled job is refused without its secret and counts with it", async () => {
  for (const job of ["refresh-tokens", "run-jobs", "cleanup"]) {
    expect((await callCron(job, "")).status).toBe(401);
    expect((await callCron(job, "Bearer nonsense")).status).toBe(401);
    const answer = await callCron(job);
    expect([job, answer.status]).toEqual([job, 200]);
    expect(await answer.json()).toMatchObject({ job });
  }
});
