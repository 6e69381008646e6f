import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { amocrmForTest, integration } from "./testing";

let amocrm: Awaited<ReturnType<typeof amocrmForTest>>;

beforeAll(async () => {
  amocrm = await amocrmForTest();
});
afterAll(() => amocrm.close());

const consentUrl = () =>
  `${amocrm.origin}/oauth?client_id=${integration.clientId}&state=a%20state&mode=popup`;

function decide(fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({ client_id: integration.clientId, state: "a state", ...fields });
  return fetch(`${amocrm.origin}/oauth`, { method: "POST", body, redirect: "manual" });
}

describe("an integration that a person has made", () => {
  it("is asked for consent like any other from then on", async () => {
    const made = {
      clientId: "00000000-0000-4000-8000-0000000000aa",
      clientSecret: "made by a person",
      redirectUri: "https://crm.example.test/done",
    };
    expect((await fetch(`${amocrm.origin}/oauth?client_id=${made.clientId}`)).status).toBe(400);
    await amocrm.control.post("integrations", made);
    const back = await amocrm.control.authorize(
      `${amocrm.origin}/oauth?client_id=${made.clientId}`,
      "pizzanorth",
    );
    expect(back.origin + back.pathname).toBe(made.redirectUri);
  });
});

describe("the consent page", () => {
  it("offers the accounts and escapes what the link brings", async () => {
    const response = await fetch(consentUrl().replace("a%20state", "%22%3E%3Cscript%3E"));
    const page = await response.text();
    expect(page).toContain('data-testid="account-pizzanorth"');
    expect(page).toContain("&quot;&gt;&lt;script&gt;");
    expect(page).not.toContain("<script>");
  });

  it("sends the browser back with the query of the real one", async () => {
    const response = await decide({ account: "pizzaural", decision: "allow" });
    const back = new URL(response.headers.get("location") ?? "");
    expect(back.origin + back.pathname).toBe(integration.redirectUri);
    expect([...back.searchParams.keys()]).toEqual(["code", "state", "referer", "platform", "client_id"]);
    expect(back.searchParams.get("referer")).toBe("pizzaural.amocrm.ru");
    expect(back.searchParams.get("state")).toBe("a state");
    expect(back.searchParams.get("platform")).toBe("1");
    expect(back.searchParams.get("code")).toMatch(/^def502[0-9a-f]{700,}$/);
  });

  it("says no more than error, client_id and state when refused", async () => {
    const response = await decide({ account: "pizzaural", decision: "deny" });
    const back = new URL(response.headers.get("location") ?? "");
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: "access_denied",
      client_id: integration.clientId,
      state: "a state",
    });
  });

  it("does what a browser does when the control API decides", async () => {
    const allowed = await amocrm.control.authorize(consentUrl(), "pizzanorth");
    expect(allowed.searchParams.get("referer")).toBe("pizzanorth.amocrm.ru");
    const denied = await amocrm.control.authorize(consentUrl(), "pizzanorth", true);
    expect(denied.searchParams.get("error")).toBe("access_denied");
  });

  it("shows an error page for an unknown integration and asks again without an account", async () => {
    expect((await fetch(`${amocrm.origin}/oauth?client_id=unknown`)).status).toBe(400);
    expect((await decide({ decision: "allow" })).status).toBe(400);
  });
});
