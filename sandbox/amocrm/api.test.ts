import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { amocrmForTest, integration } from "./testing";

let amocrm: Awaited<ReturnType<typeof amocrmForTest>>;
let accessToken: string;
let refreshToken: string;

beforeAll(async () => {
  amocrm = await amocrmForTest();
});
beforeEach(async () => {
  await amocrm.control.post("reset", { clock: true });
  await amocrm.control.settings({ rateLimit: 0 });
  ({ access_token: accessToken, refresh_token: refreshToken } = await amocrm.connect());
});
afterAll(() => amocrm.close());

interface Page {
  _page: number;
  _links: { next?: { href: string } };
  _embedded: { leads: { id: number; created_at: number }[] };
}

describe("the API of an account", () => {
  it("describes the account and who authorised", async () => {
    const { body } = await amocrm.api("/api/v4/account?with=datetime_settings", accessToken);
    expect(body).toMatchObject({
      id: 30_112_233,
      subdomain: "pizzanorth",
      current_user_id: 7_801_001,
      _embedded: { datetime_settings: { timezone: "Europe/Moscow" } },
    });
    const user = await amocrm.api("/v3/user", accessToken);
    expect(user.body).toMatchObject({ id: 7_801_001, email: "north@amocrm.example" });
  });

  it("pages through leads, newest first, and ends with 204 and no body", async () => {
    const first = (await amocrm.api<Page>("/api/v4/leads?limit=250", accessToken)).body;
    expect(first._embedded.leads).toHaveLength(250);
    const next = new URL(first._links.next?.href ?? "");
    expect(next.host).toBe("pizzanorth.amocrm.ru");
    const second = (await amocrm.api<Page>(next.pathname + next.search, accessToken)).body;
    const all = [...first._embedded.leads, ...second._embedded.leads];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.map((lead) => lead.created_at)).toEqual(
      all.map((lead) => lead.created_at).sort((a, b) => b - a),
    );
    const past = await amocrm.api("/api/v4/leads?page=99", accessToken);
    expect([past.status, past.text]).toEqual([204, ""]);
  });

  it("shows users to administrators alone", async () => {
    expect((await amocrm.api("/api/v4/users", accessToken)).status).toBe(200);
    const plain = await amocrm.connect("pizzasouth");
    expect((await amocrm.api("/api/v4/users", plain.access_token, "pizzasouth.amocrm.ru")).status).toBe(403);
  });

  it("lists pipelines with their stages and the two closed ones", async () => {
    const { text } = await amocrm.api("/api/v4/leads/pipelines", accessToken);
    expect(text).toContain('"id":142');
    expect(text).toContain('"id":143');
  });

  it("refuses another account's token and an unknown host", async () => {
    const foreign = await amocrm.api("/api/v4/account", accessToken, "pizzaural.amocrm.ru");
    expect([foreign.status, foreign.body]).toEqual([
      401,
      {
        title: "Unauthorized",
        type: "https://httpstatus.es/401",
        status: 401,
        detail: "Неверный логин или пароль",
      },
    ]);
    expect((await amocrm.api("/api/v4/account", accessToken, "nobody.amocrm.ru")).status).toBe(404);
  });

  it("takes the account from X-Forwarded-Host when a proxy sets it", async () => {
    const headers = { authorization: `Bearer ${accessToken}`, "x-forwarded-host": "pizzanorth.amocrm.ru" };
    expect((await fetch(`${amocrm.origin}/api/v4/account`, { headers })).status).toBe(200);
  });

  it("serves 7 requests a second for each account", async () => {
    await amocrm.control.settings({ rateLimit: 7, retryAfterSeconds: 300 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => amocrm.api("/api/v4/account", accessToken)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 429]);
    expect(answers.find(({ status }) => status === 429)?.body).toEqual({
      title: "Too Many Requests",
      type: "https://httpstatus.es/429",
      status: 429,
      detail: "You have sent too many requests in a given amount of time. Please try again later.",
      retry_after: 300,
    });
    await amocrm.control.advance(2);
    expect((await amocrm.api("/api/v4/account", accessToken)).status).toBe(200);
  });

  it("answers 402 when the tariff has ended", async () => {
    await amocrm.control.settings({ unpaid: ["pizzanorth"] });
    expect((await amocrm.api("/api/v4/account", accessToken)).status).toBe(402);
  });
});

describe("an account that moved", () => {
  it("is gone from its old host and found by its refresh token, which is not spent by asking", async () => {
    await amocrm.control.settings({ moved: { pizzanorth: "pizzapolar" } });
    expect((await amocrm.refresh(refreshToken)).status).toBe(404);
    const headers = { "x-refresh-token": refreshToken };
    const found = await amocrm.call("api-b.amocrm.ru", "/oauth2/account/current/subdomain", { headers });
    const domain = "pizzapolar.amocrm.ru";
    expect(found.body).toEqual({ id: 30_112_233, subdomain: "pizzapolar", domain, top_level_domain: "ru" });
    const fields = { grant_type: "refresh_token", refresh_token: refreshToken };
    expect((await amocrm.token(fields, domain)).status).toBe(200);
  });
});

describe("a disabled integration", () => {
  it("is told by a signed call and loses its access", async () => {
    const received: URL[] = [];
    const listener = createServer((request, response) => {
      received.push(new URL(request.url ?? "/", "http://localhost"));
      response.end();
    });
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const { port } = listener.address() as AddressInfo;
    const hook = { account: "pizzanorth", url: `http://127.0.0.1:${port}/hook` };
    const sent = await amocrm.control.post("disable-hook", hook);
    listener.close();
    expect(await sent.json()).toEqual({ status: 200 });
    const message = `${integration.clientId}|30112233`;
    expect(Object.fromEntries(received[0]?.searchParams ?? [])).toEqual({
      client_uuid: integration.clientId,
      account_id: "30112233",
      signature: createHmac("sha256", integration.clientSecret).update(message).digest("hex"),
    });
    expect((await amocrm.api("/api/v4/account", accessToken)).status).toBe(401);
    expect((await amocrm.refresh(refreshToken)).body.hint).toBe("Token has been revoked");
  });
});
