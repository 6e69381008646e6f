import { afterAll, beforeAll, expect, test } from "vitest";
import { systemNow } from "@/lib/clock";
import { makeOwner } from "@/lib/testing/connected";
import { makeKey } from "@/lib/testing/proxied";
import { serveApi } from "@/lib/testing/served";

let api: Awaited<ReturnType<typeof serveApi>>;
let key: string;

beforeAll(async () => {
  api = await serveApi();
  key = await makeKey(await makeOwner(), ["referrals:read"]);
});
afterAll(async () => await api.close());

async function statistics(query: string) {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${api.origin}/api/v1/referrals/statistics${query}`, { headers });
  const body = (await answer.json()) as { days?: { day: string }[]; code?: string };
  const days = body.days?.map(({ day }) => day) ?? [];
  return { status: answer.status, code: body.code, first: days[0], last: days.at(-1), count: days.length };
}

test("statistics are of the 30 days that end where it is asked, today by default", async () => {
  const today = systemNow().toISOString().slice(0, 10);
  expect(await statistics("")).toMatchObject({ last: today, count: 30 });
  expect(await statistics("?to=2020-01-31")).toMatchObject({ first: "2020-01-02", last: "2020-01-31" });
  expect(await statistics("?from=2020-01-01&to=2020-01-01")).toMatchObject({ status: 200, count: 1 });
});

test("a range that no calendar has, or that is too long, is the caller's mistake", async () => {
  for (const query of ["?to=0000-01-05", "?from=9999-12-30&to=9999-12-31", "?from=2020-01-01&to=2030-01-01"])
    expect(await statistics(query)).toMatchObject({ status: 422, code: "validation_failed" });
});
