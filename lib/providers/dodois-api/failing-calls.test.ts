import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dodoisApiForTest, failureOf, north, place, unitIds } from "@/lib/testing/dodois-api";
import { dodoisPeople } from "@/sandbox/data/dodois-people";
import { listRoles, listRoleUnits } from "./account";
import { listLegalEntities } from "./organizations";
import type { DodoisAccess } from "./request";
import { listDailySales } from "./sales";
import { listStores } from "./units";

const [unit = ""] = unitIds(north);
let dodois: Awaited<ReturnType<typeof dodoisApiForTest>>;
let access: DodoisAccess;

beforeAll(async () => {
  dodois = await dodoisApiForTest();
});
afterAll(() => dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  access = await dodois.accessOf();
});

describe("failures", () => {
  test("a token that is refused, with an empty body, is told apart", async () => {
    const refused = { ...access, accessToken: "unknown" };
    expect(await failureOf(listStores(refused, place))).toMatchObject({ class: "terminal", httpStatus: 401 });
  });

  test("each of the three shapes keeps its code", async () => {
    const { access_token: accessToken } = await dodois.connect("north", "openid shared");
    const poor = { ...access, accessToken };
    const span = { from: "2025-01-01", to: "2025-01-02" };
    expect(await failureOf(listRoleUnits(poor))).toMatchObject({ code: "Forbidden", httpStatus: 403 });
    expect(await failureOf(listDailySales(poor, place, { units: [unit], span }))).toMatchObject({
      class: "config",
      code: "InsufficientScopes",
    });
    expect(await failureOf(listLegalEntities(poor, place))).toMatchObject({ code: "InsufficientScopes" });
  });

  test("another company's unit is named as the reason", async () => {
    const foreign = dodoisPeople[2]?.units[0]?.id ?? "";
    const span = { from: "2025-01-01", to: "2025-01-02" };
    expect(await failureOf(listDailySales(access, place, { units: [foreign], span }))).toMatchObject({
      class: "config",
      code: "NoAccessToUnit",
    });
  });

  test("the limit of requests says when to come back", async () => {
    await dodois.control.settings({ rateLimit: 1 });
    await listRoles(access);
    const failure = await failureOf(listRoles(access));
    expect(failure).toMatchObject({ class: "transient", httpStatus: 429 });
    expect(failure?.retryAfterSeconds).toBeGreaterThan(0);
  });

  test("the proxy's page passes", async () => {
    await dodois.control.fault({ path: "/auth/roles/list", kind: "html" });
    expect(await failureOf(listRoles(access))).toMatchObject({ class: "transient", code: "http_502" });
  });

  test("a success that is no JSON, or of another shape, is no success", async () => {
    for (const body of ["<html></html>", { roles: 1 }]) {
      await dodois.answerOnce("/auth/roles/list", body);
      expect(await failureOf(listRoles(access))).toMatchObject({
        class: "transient",
        code: "unexpected_answer",
      });
    }
  });

  test("a cut connection and an answer that takes too long are lost answers", async () => {
    await dodois.control.fault({ path: "/auth/roles/list", kind: "drop" });
    expect(await failureOf(listRoles(access))).toMatchObject({ class: "ambiguous" });
    await dodois.control.fault({ path: "/auth/roles/list", kind: "delay", delayMs: 2_000 });
    expect(await failureOf(listRoles({ ...access, timeoutMs: 200 }))).toMatchObject({ code: "timeout" });
  });
});

test("a place that is no place reaches no address", async () => {
  await expect(listStores(access, { brand: "..", country: "ru" })).rejects.toThrow(RangeError);
});
