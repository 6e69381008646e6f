import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { systemNow } from "@/lib/clock";
import { kv } from "@/lib/kv/client";
import { providerFailure } from "@/lib/providers/provider";
import { dodoisWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { dodoisPeople } from "@/sandbox/data/dodois-people";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { disconnect } from "../connection/disconnect";
import { readDodoisProfile } from "./dodois-profile";
import { readDodoisSales } from "./dodois-sales";
import { readDodoisStopSales } from "./dodois-stop-sales";
import { readDodoisUnits } from "./dodois-units";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let owner: Owner;
let id: string;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  await testDb().delete(connections);
  await kv().flushdb();
  owner = await makeOwner();
  id = await connect("north");
});

const connect = async (account: string) =>
  await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account });
const viewer = (by = owner) => ({ ...by.ctx(), clock: systemNow });
const callsOf = async (path: string) =>
  (await dodois.control.calls()).filter((call) => call.path === path).length;
const advance = async (seconds: number) => await dodois.control.advance(seconds);

test("the profile and the units, with address and time zone", async () => {
  expect(await readDodoisProfile(viewer(), id)).toMatchObject({ name: expect.stringContaining("Примерова") });
  const units = await readDodoisUnits(viewer(), id);
  expect(units.map(({ name }) => name)).toEqual(dodoisPeople[0]?.units.map(({ name }) => name));
  expect(units[0]).toMatchObject({ country: "ru", utcOffsetMinutes: 180, address: expect.any(String) });
});

test("the units are whole where their addresses cannot be read", async () => {
  await dodois.control.fault({ path: "/dodopizza/ru/units/stores", kind: "html" });
  expect((await readDodoisUnits(viewer(), id))[0]).toMatchObject({ address: null, utcOffsetMinutes: null });
});

test("sales of seven days beside those of the week before, today the last and not over", async () => {
  const [russia, ...others] = await readDodoisSales(viewer(), id);
  expect(others).toEqual([]);
  expect(russia).toMatchObject({ country: "ru", currency: "RUB", unitCount: 4 });
  expect(russia?.days).toHaveLength(7);
  const moscow = new Date(systemNow().getTime() + 3 * 3_600_000).toISOString().slice(0, 10);
  expect(russia?.days.at(-1)?.date).toBe(moscow);
  for (const day of russia?.days.slice(0, 6) ?? []) {
    expect(day.sales).toBeGreaterThan(0);
    expect(day.salesWeekBefore).toBeGreaterThan(0);
  }
});

test("units of two brands are asked for apart and counted together", async () => {
  const ural = await connect("ural");
  const [russia] = await readDodoisSales(viewer(), ural);
  expect(russia?.unitCount).toBe(3);
  expect(await callsOf("/drinkit/ru/finances/sales/units/daily")).toBe(1);
  expect(await callsOf("/dodopizza/ru/finances/sales/units/daily")).toBe(1);
});

test("stops that last and those that ended today, the newest first", async () => {
  // An evening in Moscow, when some stops of the day are over and some are not.
  const untilEvening =
    (20 * 60 - (systemNow().getUTCHours() * 60 + systemNow().getUTCMinutes()) + 24 * 60) % (24 * 60);
  await advance(untilEvening * 60 - 3 * 3_600);
  const found = [];
  for (let day = 0; day < 6; day += 1) {
    await kv().flushdb();
    const { active, ended } = await readDodoisStopSales(viewer(), id);
    found.push(...active, ...ended);
    for (const stop of active) expect(stop.endedAtLocal).toBeNull();
    for (const stop of ended) expect(stop.endedAtLocal).not.toBeNull();
    const starts = active.map(({ startedAtLocal }) => startedAtLocal);
    expect(starts).toEqual([...starts].sort().reverse());
    await advance(86_400);
  }
  expect(found.length).toBeGreaterThan(0);
});

test("what was read is kept for a minute, and asked for once by all who look at once", async () => {
  await Promise.all([1, 2, 3].map(async () => await readDodoisProfile(viewer(), id)));
  await readDodoisProfile(viewer(), id);
  // One more was the product's own, when the account was connected.
  expect(await callsOf("/connect/userinfo")).toBe(2);
});

test("a token that the provider refuses is renewed once for all who look", async () => {
  const before = await readConnection(id);
  await dodois.control.fault({ path: "/auth/roles/units", kind: "status", status: 401, times: 1 });
  await dodois.control.fault({ path: "/connect/userinfo", kind: "status", status: 401, times: 1 });
  const [units, profile] = await Promise.all([
    readDodoisUnits(viewer(), id),
    readDodoisProfile(viewer(), id),
  ]);
  expect([units.length, profile.email]).toEqual([4, "north@dodois.example"]);
  expect((await readConnection(id)).gen).toBe(before.gen + 1);
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
  const [event] = await testDb()
    .select()
    .from(connectionEvents)
    .where(eq(connectionEvents.type, "refreshed"));
  expect(event?.actorType).toBe("system");
});

test("a provider that refuses every token costs one refresh, not one for each look", async () => {
  await dodois.control.fault({ path: "/connect/userinfo", kind: "status", status: 401, times: 100 });
  for (let look = 0; look < 3; look += 1) {
    const error: unknown = await readDodoisProfile(viewer(), id).catch((thrown) => thrown);
    expect(providerFailure(error)?.httpStatus).toBe(401);
  }
  expect((await dodois.control.stats()).refreshes).toBe(1);
});

test("an expired token is renewed before anything is asked", async () => {
  await advance(25 * 3_600);
  await kv().flushdb();
  expect((await readDodoisUnits(viewer(), id)).length).toBe(4);
  expect((await readConnection(id)).gen).toBe(2);
});

test("each part fails alone", async () => {
  await dodois.control.fault({ path: "/dodopizza/ru/finances/*", kind: "html" });
  await expect(readDodoisSales(viewer(), id)).rejects.toMatchObject({ code: "provider_error" });
  expect(await readDodoisProfile(viewer(), id)).toMatchObject({ email: "north@dodois.example" });
  expect(await readDodoisSales(viewer(), id)).toHaveLength(1);
});

test("a stranger finds nothing, kept or not", async () => {
  await readDodoisProfile(viewer(), id);
  const stranger = await makeOwner();
  await expect(readDodoisProfile(viewer(stranger), id)).rejects.toMatchObject({ code: "not_found" });
});

test("a connection that was disconnected shows nothing, not even what was kept", async () => {
  await readDodoisProfile(viewer(), id);
  await disconnect(owner.ctx(), id);
  await expect(readDodoisProfile(viewer(), id)).rejects.toMatchObject({ reason: "connection_off" });
});
