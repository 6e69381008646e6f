import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { kv } from "@/lib/kv/client";
import { dodoisWithClock, makeOwner, type Owner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { leaseConnection } from "./lease";
import { refreshLeased } from "./refresh-leased";
import { refreshNow } from "./refresh-now";
import { stashRotation } from "./stash";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let owner: Owner;
let id: string;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  vi.restoreAllMocks();
  await dodois.control.post("reset");
  await dodois.control.clearFaults();
  await testDb().delete(connections);
  owner = await makeOwner();
  id = await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: "north" });
});

const press = async () => await refreshNow({ ...owner.ctx(), clock: systemNow }, id);
const failed = { code: "unavailable", reason: "refresh_failed" };

test("who asks for a refresh by hand gets the next generation", async () => {
  expect(await press()).toEqual({ gen: 2 });
});

test("where another's refresh has just failed the button does not say that it worked", async () => {
  await dodois.control.fault({ kind: "status", status: 503, grant: "refresh_token", delayMs: 300 });
  const leased = await leaseConnection({ db: testDb(), now: systemNow() }, id, 1);
  if (leased === null) throw new Error("The connection could not be leased.");
  const context = { db: testDb(), clock: systemNow, actor: { type: "system", job: "test" } as const };
  const [, pressed] = await Promise.all([refreshLeased(context, leased), press().catch((error) => error)]);
  expect(pressed).toMatchObject(failed);
});

test("where the store cannot say if a pair waits in it the button does not say that it worked", async () => {
  const leased = await leaseConnection({ db: testDb(), now: systemNow() }, id, 1);
  if (leased === null) throw new Error("The connection could not be leased.");
  const tokens = { accessToken: "a", refreshToken: "r", expiresInSeconds: 60, scopes: null };
  await stashRotation(leased, { tokens, issuedAt: systemNow(), durationMs: 1 });
  await dodois.control.advance(61);
  vi.spyOn(kv(), "get").mockRejectedValue(new TypeError("the store is away"));
  await expect(press()).rejects.toMatchObject(failed);
});
