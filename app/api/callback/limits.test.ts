import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { limitRequests } from "@/lib/kv/rate-limit";
import { dodoisWithClock, makeOwner, type Owner } from "@/lib/testing/connected";
import { holdClock } from "@/lib/testing/hold-clock";
import { GET as start } from "../connect/[provider]/route";
import { GET as finish } from "./route";

let asking: Owner;
vi.mock("@/lib/http/page-context", () => ({ requirePageContext: async () => asking.ctx() }));

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
beforeAll(async () => {
  dodois = await dodoisWithClock();
  return async () => await dodois.close();
});
beforeEach(holdClock);

const begin = async () =>
  await start(new Request(`${process.env.APP_URL}/api/connect/dodois`), {
    params: Promise.resolve({ provider: "dodois" }),
  });
const end = async () => await finish(new Request(`${process.env.APP_URL}/api/callback?state=made-up&code=x`));
const reasonOf = ({ headers }: Response) => new URL(headers.get("location") ?? "").searchParams.get("reason");

test("somebody who connects again and again has to wait, at either end of the round trip, and nobody else", async () => {
  asking = await makeOwner();
  expect(reasonOf(await begin())).toBeNull();
  expect(reasonOf(await end())).toBe("state_invalid");
  const { userId } = asking.ctx().actor;
  for (let i = 2; i < 60; i++)
    await limitRequests({ name: "connect", limit: 60, windowSeconds: 600 }, userId);
  const before = await dodois.control.stats();
  expect(reasonOf(await begin())).toBe("connecting_too_often");
  expect(reasonOf(await end())).toBe("connecting_too_often");
  expect(await dodois.control.stats()).toEqual(before);
  asking = await makeOwner();
  expect(reasonOf(await end())).toBe("state_invalid");
});
