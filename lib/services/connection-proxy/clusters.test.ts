import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dodoisComWithClock } from "@/lib/testing/connected";
import { proxiedProviders, proxyTarget } from "@/lib/testing/proxied";
import { dodoisComPeople } from "@/sandbox/data/dodois-com-people";
import { connectDemo } from "@/sandbox/seed/connect-demo";

let world: Awaited<ReturnType<typeof proxiedProviders>>;
let dodoisCom: Awaited<ReturnType<typeof dodoisComWithClock>>;
let id: string;

beforeAll(async () => {
  dodoisCom = await dodoisComWithClock(dodoisComPeople);
  world = await proxiedProviders();
});
afterAll(async () => {
  await Promise.all([world.close(), dodoisCom.close()]);
});
beforeEach(async () => {
  await world.begin();
  const { owner } = world.stage;
  if (owner === null) throw new Error("The test has not begun.");
  const upstream = { origin: dodoisCom.origin, account: "spree", cluster: "com" } as const;
  id = await connectDemo(owner.ctx(), "dodois", upstream);
});

const through = async (path: string) =>
  await fetch(world.api.origin + proxyTarget(path, id), {
    headers: { authorization: `Bearer ${world.stage.key}` },
  });

test("a path of any brand and country goes to the connection's own cluster", async () => {
  const reply = await through("dodopizza/de/units/stores?businessId=dodopizza&take=1");
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({ stores: [{ name: "Berlin 1-1", countryId: 276 }] });
  expect(await (await through("auth/roles/units")).json()).toHaveLength(2);
  // A country of the other cluster is none of this one's.
  expect((await through("dodopizza/ru/units/stores")).status).toBe(404);
  expect(world.seen).toEqual([]);
});
