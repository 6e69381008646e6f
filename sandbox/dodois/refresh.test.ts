import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dodoisForTest, readTokens } from "./testing";

const units = "/auth/roles/units";
let dodois: Awaited<ReturnType<typeof dodoisForTest>>;

beforeAll(async () => {
  dodois = await dodoisForTest();
});
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
});
afterAll(() => dodois.close());

describe("a refresh", () => {
  it("answers with a new pair and kills the access token it replaces", async () => {
    const first = await dodois.connect();
    const second = await readTokens(await dodois.refresh(first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await dodois.api(units, first.access_token)).status).toBe(401);
    expect((await dodois.api(units, second.access_token)).status).toBe(200);
  });

  it("refuses a spent refresh token and kills the whole grant", async () => {
    const first = await dodois.connect();
    const second = await readTokens(await dodois.refresh(first.refresh_token));
    const replayed = await dodois.refresh(first.refresh_token);
    expect(replayed.status).toBe(400);
    expect((await readTokens(replayed)).error).toBe("invalid_grant");
    expect((await dodois.api(units, second.access_token)).status).toBe(401);
    expect((await dodois.refresh(second.refresh_token)).status).toBe(400);
    expect(await dodois.control.stats()).toMatchObject({
      refreshes: 3,
      succeededRefreshes: 1,
      spentRefreshes: 1,
    });
  });

  it("refuses a spent refresh token and spares the grant when the family switch is off", async () => {
    await dodois.control.settings({ familyRevocation: false });
    const first = await dodois.connect();
    const second = await readTokens(await dodois.refresh(first.refresh_token));
    expect((await dodois.refresh(first.refresh_token)).status).toBe(400);
    expect((await dodois.refresh(second.refresh_token)).status).toBe(200);
  });

  it("gives one of two simultaneous refreshes with one token a pair, and counts both", async () => {
    await dodois.control.settings({ familyRevocation: false });
    await dodois.control.fault({ kind: "delay", delayMs: 50, grant: "refresh_token", times: 2 });
    const { refresh_token } = await dodois.connect();
    const both = await Promise.all([1, 2].map(() => dodois.refresh(refresh_token)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const stats = await dodois.control.stats();
    expect(stats).toMatchObject({ maxConcurrentPerGrant: 2, spentRefreshes: 1, inFlightRefreshes: 0 });
  });

  it("keeps the refresh token when rotation is off", async () => {
    await dodois.control.settings({ rotation: "off" });
    const first = await dodois.connect();
    expect((await dodois.refresh(first.refresh_token)).status).toBe(200);
    expect((await dodois.refresh(first.refresh_token)).status).toBe(200);
  });

  it("leaves out expires_in when told to", async () => {
    await dodois.control.settings({ omitExpiresIn: true });
    expect(await dodois.connect()).not.toHaveProperty("expires_in");
  });
});

describe("the clock", () => {
  it("kills access tokens after 24 hours and lets the refresh token live", async () => {
    const first = await dodois.connect();
    await dodois.control.advance(25 * 3600);
    expect((await dodois.api(units, first.access_token)).status).toBe(401);
    const second = await readTokens(await dodois.refresh(first.refresh_token));
    expect((await dodois.api(units, second.access_token)).status).toBe(200);
  });

  it("kills a refresh token that nobody used for 30 days", async () => {
    const { refresh_token } = await dodois.connect();
    await dodois.control.advance(31 * 86_400);
    expect((await readTokens(await dodois.refresh(refresh_token))).error).toBe("invalid_grant");
  });

  it("moves no time but the provider's own", async () => {
    const before = Date.now();
    await dodois.control.advance(25 * 3600);
    expect(Date.now() - before).toBeLessThan(60_000);
  });
});

describe("faults", () => {
  it("rotate the token and lose the answer", async () => {
    const { refresh_token } = await dodois.connect();
    await dodois.control.fault({ kind: "lose_answer", grant: "refresh_token" });
    await expect(dodois.refresh(refresh_token)).rejects.toThrow("fetch failed");
    expect((await dodois.refresh(refresh_token)).status).toBe(400);
    expect(await dodois.control.stats()).toMatchObject({ succeededRefreshes: 1, spentRefreshes: 1 });
    const lost = (await dodois.control.calls()).find(({ grant }) => grant === "refresh_token");
    expect(lost).toMatchObject({ path: "/connect/token", status: null, spent: false });
  });

  it("drop the connection before anything is rotated", async () => {
    const { refresh_token } = await dodois.connect();
    await dodois.control.fault({ kind: "drop", path: "/connect/token" });
    await expect(dodois.refresh(refresh_token)).rejects.toThrow("fetch failed");
    expect((await dodois.refresh(refresh_token)).status).toBe(200);
  });

  it("answer with a status instead of the work, as often as they were told", async () => {
    const { refresh_token } = await dodois.connect();
    const headers = { "retry-after": "7" };
    await dodois.control.fault({ kind: "status", status: 429, times: 2, grant: "refresh_token", headers });
    const answers = [await dodois.refresh(refresh_token), await dodois.refresh(refresh_token)];
    expect(answers.map(({ status }) => status)).toEqual([429, 429]);
    expect(answers[0]?.headers.get("retry-after")).toBe("7");
    expect((await dodois.refresh(refresh_token)).status).toBe(200);
  });

  it("answer with HTML after the work, tokens rotated and all", async () => {
    const { refresh_token } = await dodois.connect();
    await dodois.control.fault({ kind: "html", afterWork: true, grant: "refresh_token" });
    const response = await dodois.refresh(refresh_token);
    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toBe("text/html");
    expect((await dodois.refresh(refresh_token)).status).toBe(400);
  });
});

describe("revocation", () => {
  it("kills every grant of a person and nobody else's", async () => {
    const [mine, other] = [await dodois.connect("north"), await dodois.connect("ural")];
    const response = await dodois.control.post("revoke", { account: "north" });
    expect(await response.json()).toEqual({ revoked: 1 });
    expect((await dodois.api(units, mine.access_token)).status).toBe(401);
    expect((await readTokens(await dodois.refresh(mine.refresh_token))).error).toBe("invalid_grant");
    expect((await dodois.api(units, other.access_token)).status).toBe(200);
  });

  it("answers a client's own revocation of a refresh token", async () => {
    const { refresh_token } = await dodois.connect();
    const body = new URLSearchParams({
      client_id: "mostik-test",
      client_secret: "a secret of the test",
      token: refresh_token,
    });
    const response = await fetch(`${dodois.origin}/connect/revocation`, { method: "POST", body });
    expect(response.status).toBe(200);
    expect((await dodois.refresh(refresh_token)).status).toBe(400);
  });
});

describe("the state file", () => {
  it("brings back tokens, spent tokens, switches and signing keys", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dodois-"));
    const stateFile = join(folder, "dodois.jsonl");
    const before = await dodoisForTest(stateFile);
    const first = await before.connect();
    const second = await readTokens(await before.refresh(first.refresh_token));
    const keysBefore = await (await fetch(`${before.origin}/.well-known/openid-configuration/jwks`)).text();
    await before.control.settings({ familyRevocation: false });
    await before.close();

    const after = await dodoisForTest(stateFile);
    const keysAfter = await (await fetch(`${after.origin}/.well-known/openid-configuration/jwks`)).text();
    expect(keysAfter).toBe(keysBefore);
    expect((await after.api(units, second.access_token)).status).toBe(200);
    expect((await after.refresh(first.refresh_token)).status).toBe(400);
    expect((await after.refresh(second.refresh_token)).status).toBe(200);
    await after.close();
    await rm(folder, { recursive: true });
  });
});
