import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import { dodoisWithClock, makeOwner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";

const grant = "refresh_token";
let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let id: string;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset");
  await testDb().delete(connections);
  await kv().flushdb();
  const owner = await makeOwner();
  id = await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: "north" });
  await dodois.control.advance(21 * 3600);
});

const sweep = async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 });

test.each([
  ["a gateway that had no answer", { status: 502 }],
  ["a gateway that waited too long", { status: 504 }],
  ["a success that is a page", { status: 200, contentType: "text/html", body: "<html>" }],
  ["a success that was cut off", { status: 200, contentType: "application/json", body: '{"access_' }],
  ["a success without a token", { status: 200, contentType: "application/json", body: "{}" }],
])(
  "%s may hide a rotation: the token is sent once more, and then its refusal is believed",
  async (_, said) => {
    await dodois.control.fault({ kind: "status", ...said, afterWork: true, grant });
    await sweep();
    expect(await readConnection(id)).toMatchObject({ status: "degraded", lastErrorClass: "ambiguous" });
    await dodois.control.advance(60);
    await sweep();
    expect(await readConnection(id)).toMatchObject({
      status: "reauth_required",
      lastErrorCode: "invalid_grant",
    });
    expect((await dodois.control.stats()).refreshes).toBe(2);
  },
);

test.each([500, 503, 429])("an answer %i of the provider itself hides nothing", async (status) => {
  await dodois.control.fault({ kind: "status", status, grant });
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "degraded", lastErrorClass: "transient" });
});

test("a gateway's answers, however many, ask nobody to reconnect while the token was not spent", async () => {
  await dodois.control.fault({ kind: "status", status: 502, grant, times: 4 });
  for (let round = 0; round < 5; round++) {
    await sweep();
    await dodois.control.advance(2 * 3600);
  }
  expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2, failCount: 0 });
});
