import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { kv } from "@/lib/kv/client";
import { providerFailure } from "@/lib/providers/provider";
import { amocrmWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { readAmocrmAccount, readAmocrmLeads, readAmocrmPipelines, readAmocrmUsers } from "./amocrm-data";

let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let owner: Owner;
let id: string;

beforeAll(async () => {
  amocrm = await amocrmWithClock();
});
afterAll(async () => await amocrm.close());
beforeEach(async () => {
  await amocrm.control.post("reset", { clock: true });
  await testDb().delete(connections);
  await kv().flushdb();
  owner = await makeOwner();
  id = await connect("pizzanorth");
  await amocrm.control.settings({ rateLimit: 0 });
});

const connect = async (account: string) =>
  await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account });
const viewer = () => ({ ...owner.ctx(), clock: systemNow });

test("the account and who has given the access", async () => {
  expect(await readAmocrmAccount(viewer(), id)).toEqual({
    name: "Пицца Север",
    host: "pizzanorth.amocrm.ru",
    currency: "RUB",
    timeZone: "Europe/Moscow",
    personName: "Анна Примерова",
    personEmail: "north@amocrm.example",
  });
});

test("users, pipelines with their stages, and the newest leads with counts of open ones", async () => {
  const [users, pipelines, leads] = await Promise.all([
    readAmocrmUsers(viewer(), id),
    readAmocrmPipelines(viewer(), id),
    readAmocrmLeads(viewer(), id),
  ]);
  expect(users.users.map(({ isAdmin }) => isAdmin)).toEqual([true, false, false]);
  expect(pipelines.map(({ name }) => name)).toEqual(["Корпоративные заказы", "Франшиза"]);
  expect(leads.newest).toHaveLength(6);
  expect(leads.isWhole).toBe(true);
  const known = new Set(pipelines.flatMap(({ stages }) => stages.map((stage) => stage.id)));
  for (const { statusId } of leads.newest) expect(known).toContain(statusId);
  const open = leads.open.reduce((sum, { count }) => sum + count, 0);
  expect(open).toBeGreaterThan(0);
  expect(open).toBeLessThan(leads.counted);
});

test("users stay closed to one who is no administrator, the rest does not", async () => {
  const southern = await connect("pizzasouth");
  const error: unknown = await readAmocrmUsers(viewer(), southern).catch((thrown) => thrown);
  expect(providerFailure(error)).toMatchObject({ class: "config", httpStatus: 403 });
  expect(await readAmocrmAccount(viewer(), southern)).toMatchObject({ name: "Пицца Юг" });
});

test("an ended tariff is told apart", async () => {
  await amocrm.control.settings({ unpaid: ["pizzanorth"] });
  const error: unknown = await readAmocrmAccount(viewer(), id).catch((thrown) => thrown);
  expect(providerFailure(error)?.httpStatus).toBe(402);
});

test("a refused token is renewed once", async () => {
  await amocrm.control.fault({ path: "/api/v4/users", kind: "status", status: 401, times: 1 });
  expect((await readAmocrmUsers(viewer(), id)).users).toHaveLength(3);
  expect((await readConnection(id)).gen).toBe(2);
});

test("a provider's data is not read for the other's connection", async () => {
  const { readDodoisProfile } = await import("./dodois-profile");
  await expect(readDodoisProfile(viewer(), id)).rejects.toMatchObject({ code: "not_found" });
});
