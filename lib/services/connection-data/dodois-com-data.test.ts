import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { kv } from "@/lib/kv/client";
import { dodoisComWithClock, dodoisWithClock, makeOwner, type Owner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { dodoisComPeople } from "@/sandbox/data/dodois-com-people";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { readDodoisProfile } from "./dodois-profile";
import { readDodoisSales } from "./dodois-sales";
import { readDodoisStopSales } from "./dodois-stop-sales";
import { readDodoisUnits } from "./dodois-units";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let dodoisCom: Awaited<ReturnType<typeof dodoisComWithClock>>;
let owner: Owner;
let id: string;

beforeAll(async () => {
  dodois = await dodoisWithClock();
  dodoisCom = await dodoisComWithClock(dodoisComPeople);
});
afterAll(async () => {
  await Promise.all([dodois.close(), dodoisCom.close()]);
});
beforeEach(async () => {
  await dodois.control.clearCalls();
  await testDb().delete(connections);
  await kv().flushdb();
  owner = await makeOwner();
  id = await connectDemo(owner.ctx(), "dodois", {
    origin: dodoisCom.origin,
    account: "gulf",
    cluster: "com",
  });
});

const viewer = () => ({ ...owner.ctx(), clock: systemNow });

test("what is shown of a connection comes from its cluster, by brand and country, in their money", async () => {
  expect(await readDodoisProfile(viewer(), id)).toMatchObject({ name: expect.stringContaining("Sample") });
  expect(await readDodoisUnits(viewer(), id)).toMatchObject([
    { brand: "dodopizza", country: "ae", utcOffsetMinutes: 240, address: "Dubai, Al Wasl Road 5" },
    { brand: "drinkit", country: "ae", utcOffsetMinutes: 240, address: "Dubai, Marina Walk 2" },
  ]);
  expect(await readDodoisSales(viewer(), id)).toMatchObject([
    { country: "ae", currency: "AED", unitCount: 2 },
  ]);
  expect(await readDodoisStopSales(viewer(), id)).toBeDefined();
  const paths = (await dodoisCom.control.calls()).map(({ path }) => path);
  for (const brand of ["dodopizza", "drinkit"])
    expect(paths).toContain(`/${brand}/ae/finances/sales/units/daily`);
  expect(await dodois.control.calls()).toEqual([]);
});
