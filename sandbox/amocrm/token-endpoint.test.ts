import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { amocrmForTest, clientFields, integration, otherIntegration } from "./testing";

const account = "/api/v4/account";
const day = 86_400;
let amocrm: Awaited<ReturnType<typeof amocrmForTest>>;

beforeAll(async () => {
  amocrm = await amocrmForTest();
});
beforeEach(async () => {
  await amocrm.control.post("reset", { clock: true });
});
afterAll(() => amocrm.close());

const exchange = (fields: Record<string, string>) =>
  amocrm.token({ grant_type: "authorization_code", ...fields });

describe("the code", () => {
  it("buys tokens once, sent as JSON or as a form", async () => {
    const code = await amocrm.code();
    const form = new URLSearchParams({
      ...clientFields(integration),
      grant_type: "authorization_code",
      code,
    });
    const bought = await amocrm.call<object>("pizzanorth.amocrm.ru", "/oauth2/access_token", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    });
    expect(bought.body).toMatchObject({ token_type: "Bearer", expires_in: 86_400 });
    const again = await exchange({ code });
    expect([again.status, again.body]).toEqual([
      400,
      {
        hint: "Authorization code has been revoked",
        title: "Некорректный запрос",
        type: "https://developers.amocrm.ru/v3/errors/OAuthProblemJson",
        status: 400,
        detail: "В запросе отсутствует ряд параметров или параметры невалидны",
      },
    ]);
  });

  it("dies after 20 minutes", async () => {
    const code = await amocrm.code();
    await amocrm.control.advance(20 * 60 + 1);
    expect((await exchange({ code })).body.hint).toBe("Authorization code has expired");
  });

  it.each([
    ["a wrong client", { client_id: "unknown" }, "Check the `client_id` parameter"],
    ["a wrong secret", { client_secret: "wrong" }, "Check the `client_secret` parameter"],
    ["no redirect URI", { redirect_uri: "" }, "Check the `redirect_uri` parameter"],
    [
      "a slash too many",
      { redirect_uri: `${integration.redirectUri}/` },
      "Redirect URI is not associated with client",
    ],
    ["no code", { code: "" }, "Check the `code` parameter"],
    ["an unknown code", { code: "def50200ff" }, "Cannot decrypt the authorization code"],
    [
      "another grant type",
      { grant_type: "password" },
      "Check that all required parameters have been provided",
    ],
    [
      "another integration",
      clientFields(otherIntegration),
      "Authorization code was not issued to this client",
    ],
    [
      "a wrong secret before all else",
      { client_secret: "wrong", redirect_uri: "x", code: "y" },
      "Check the `client_secret` parameter",
    ],
  ])("is refused with its own hint for %s", async (_, fields, hint) => {
    const answer = await exchange({ code: await amocrm.code(), ...fields });
    expect([answer.status, answer.body.hint]).toEqual([400, hint]);
  });

  it("is refused at another account's host", async () => {
    const fields = { grant_type: "authorization_code", code: await amocrm.code("pizzanorth") };
    expect((await amocrm.token(fields, "pizzaural.amocrm.ru")).body.hint).toBe("Invalid account");
  });
});

describe("tokens", () => {
  it("have the shapes of the real ones", async () => {
    const { access_token, refresh_token } = await amocrm.connect();
    expect(decodeProtectedHeader(access_token)).toMatchObject({ typ: "JWT", alg: "RS256" });
    expect(decodeJwt(access_token)).toMatchObject({
      aud: integration.clientId,
      sub: "7801001",
      account_id: 30_112_233,
      base_domain: "amocrm.ru",
      api_domain: "api-b.amocrm.ru",
      version: 2,
    });
    expect(refresh_token).toMatch(/^def502[0-9a-f]{900,}$/);
  });

  it("die with the clock: access after a day, refresh after three months", async () => {
    const first = await amocrm.connect();
    await amocrm.control.advance(25 * 3600);
    expect((await amocrm.api(account, first.access_token)).status).toBe(401);
    const second = (await amocrm.refresh(first.refresh_token)).body;
    expect((await amocrm.api(account, second.access_token)).status).toBe(200);
    await amocrm.control.advance(91 * day);
    const late = await amocrm.refresh(second.refresh_token);
    expect([late.status, late.body.hint]).toEqual([401, "Token has expired"]);
  });
});

describe("strict rotation", () => {
  it("refuses a spent refresh token and leaves the new one alive", async () => {
    const first = await amocrm.connect();
    const second = (await amocrm.refresh(first.refresh_token)).body;
    const replayed = await amocrm.refresh(first.refresh_token);
    expect([replayed.status, replayed.body.hint]).toEqual([401, "Token has been revoked"]);
    expect((await amocrm.refresh(second.refresh_token)).status).toBe(200);
    expect(await amocrm.control.stats()).toMatchObject({
      refreshes: 3,
      succeededRefreshes: 2,
      spentRefreshes: 1,
    });
  });

  it("gives one of two simultaneous refreshes a pair", async () => {
    const { refresh_token } = await amocrm.connect();
    const both = await Promise.all([1, 2].map(() => amocrm.refresh(refresh_token)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it("spends the token when the answer is lost", async () => {
    const { refresh_token } = await amocrm.connect();
    await amocrm.control.fault({ kind: "lose_answer", grant: "refresh_token", host: "pizzanorth.amocrm.ru" });
    await expect(amocrm.refresh(refresh_token)).rejects.toThrow();
    expect((await amocrm.refresh(refresh_token)).body.hint).toBe("Token has been revoked");
  });

  it("refuses another integration and an unknown token", async () => {
    const { refresh_token } = await amocrm.connect();
    const fields = { grant_type: "refresh_token", refresh_token };
    const foreign = await amocrm.token({ ...fields, ...clientFields(otherIntegration) });
    expect([foreign.status, foreign.body.hint]).toEqual([401, "Token is not linked to client"]);
    expect((await amocrm.refresh("def50200")).body.hint).toBe("Cannot decrypt the refresh token");
  });
});

describe("rotation until the new token is used", () => {
  beforeEach(() => amocrm.control.settings({ rotation: "until-new-used" }));

  it("lets a refresh with a lost answer be repeated", async () => {
    const { refresh_token } = await amocrm.connect();
    await amocrm.control.fault({ kind: "lose_answer", grant: "refresh_token" });
    await expect(amocrm.refresh(refresh_token)).rejects.toThrow();
    expect((await amocrm.refresh(refresh_token)).status).toBe(200);
  });

  it("refuses the old token once the new one was used", async () => {
    const first = await amocrm.connect();
    const second = (await amocrm.refresh(first.refresh_token)).body;
    expect((await amocrm.refresh(second.refresh_token)).status).toBe(200);
    expect((await amocrm.refresh(first.refresh_token)).body.hint).toBe("Token has been revoked");
  });
});

describe("no rotation", () => {
  it("answers with the same refresh token", async () => {
    await amocrm.control.settings({ rotation: "off" });
    const { refresh_token } = await amocrm.connect();
    expect((await amocrm.refresh(refresh_token)).body.refresh_token).toBe(refresh_token);
    expect((await amocrm.refresh(refresh_token)).status).toBe(200);
  });
});

describe("the state file", () => {
  it("brings back tokens and spent tokens", async () => {
    const folder = await mkdtemp(join(tmpdir(), "amocrm-"));
    const stateFile = join(folder, "amocrm.jsonl");
    const before = await amocrmForTest(stateFile);
    const first = await before.connect();
    const second = (await before.refresh(first.refresh_token)).body;
    await before.close();

    const after = await amocrmForTest(stateFile);
    expect((await after.api(account, second.access_token)).status).toBe(200);
    expect((await after.refresh(first.refresh_token)).body.hint).toBe("Token has been revoked");
    expect((await after.refresh(second.refresh_token)).status).toBe(200);
    await after.close();
    await rm(folder, { recursive: true });
  });
});
