import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authorizationRequest, client, codeFields, dodoisForTest, readTokens, redirectUri } from "./testing";

type Dodois = Awaited<ReturnType<typeof dodoisForTest>>;
let dodois: Dodois;

beforeAll(async () => {
  dodois = await dodoisForTest();
});
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
});
afterAll(() => dodois.close());

async function freshCode(): Promise<{ code: string; verifier: string }> {
  const { url, verifier } = authorizationRequest(dodois.origin);
  const back = await dodois.control.authorize(url, "north");
  return { code: back.searchParams.get("code") ?? "", verifier };
}

describe("discovery", () => {
  it("names the real paths, S256 alone and both ways to send the secret", async () => {
    const response = await fetch(`${dodois.origin}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: dodois.origin,
      authorization_endpoint: `${dodois.origin}/connect/authorize`,
      token_endpoint: `${dodois.origin}/connect/token`,
      userinfo_endpoint: `${dodois.origin}/connect/userinfo`,
      end_session_endpoint: `${dodois.origin}/connect/endsession`,
      revocation_endpoint: `${dodois.origin}/connect/revocation`,
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    });
  });
});

describe("authorization", () => {
  it("sends the browser back with a code, the state and the issuer", async () => {
    const back = await dodois.control.authorize(authorizationRequest(dodois.origin).url, "north");
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get("state")).toBe("a state");
    expect(back.searchParams.get("iss")).toBe(dodois.origin);
    expect(back.searchParams.get("code")).toBeTruthy();
  });

  it("sends the browser back with access_denied and the state when consent is refused", async () => {
    const back = await dodois.control.authorize(authorizationRequest(dodois.origin).url, "north", true);
    expect(back.searchParams.get("error")).toBe("access_denied");
    expect(back.searchParams.get("state")).toBe("a state");
    expect(back.searchParams.has("code")).toBe(false);
  });

  it.each([
    ["no code challenge", { code_challenge: null, code_challenge_method: null }],
    ["a plain code challenge", { code_challenge_method: "plain" }],
    ["a redirect URI that differs by a slash", { redirect_uri: `${redirectUri}/` }],
    ["an unknown client", { client_id: "somebody-else" }],
    ["an unknown scope", { scope: "openid everything" }],
  ])("shows its own error page for %s", async (_, changes) => {
    const { url } = authorizationRequest(dodois.origin, changes);
    const response = await fetch(url, { redirect: "manual" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("Войти не получилось");
  });
});

describe("the code", () => {
  it("buys tokens once, whichever way the secret is sent", async () => {
    const { code, verifier } = await freshCode();
    const basic = Buffer.from(`${client.clientId}:${encodeURIComponent(client.clientSecret)}`).toString(
      "base64",
    );
    const response = await fetch(`${dodois.origin}/connect/token`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams(codeFields(code, verifier)),
    });
    expect(await readTokens(response)).toMatchObject({ token_type: "Bearer", expires_in: 86_400 });
    const again = await dodois.token(codeFields(code, verifier));
    expect(again.status).toBe(400);
    expect((await readTokens(again)).error).toBe("invalid_grant");
  });

  it("is refused after 300 seconds", async () => {
    const { code, verifier } = await freshCode();
    await dodois.control.advance(301);
    expect((await readTokens(await dodois.token(codeFields(code, verifier)))).error).toBe("invalid_grant");
  });

  it("is refused with another verifier", async () => {
    const { code } = await freshCode();
    const other = authorizationRequest(dodois.origin).verifier;
    expect((await readTokens(await dodois.token(codeFields(code, other)))).error).toBe("invalid_grant");
  });

  it("is sold once to two who come at the same moment", async () => {
    const { code, verifier } = await freshCode();
    const both = await Promise.all([1, 2].map(() => dodois.token(codeFields(code, verifier))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it("is not sold for a wrong secret", async () => {
    const { code, verifier } = await freshCode();
    const response = await dodois.token({ ...codeFields(code, verifier), client_secret: "wrong" });
    expect(response.status).toBe(400);
    expect((await readTokens(response)).error).toBe("invalid_client");
  });
});

describe("the identity", () => {
  it("is an id_token signed by a published key with the nonce echoed", async () => {
    const { id_token } = await dodois.connect();
    const keys = createRemoteJWKSet(new URL("/.well-known/openid-configuration/jwks", dodois.origin));
    const { payload, protectedHeader } = await jwtVerify(id_token, keys, {
      issuer: dodois.origin,
      audience: client.clientId,
    });
    expect(protectedHeader.alg).toBe("RS256");
    expect(payload).toMatchObject({ nonce: "a nonce", sub: "a4d0c6e18f3b4e7d9c2a5b6f7e8d9c01" });
  });

  it.each(["GET", "POST"])("answers %s userinfo with the provider's own claims", async (method) => {
    const { access_token } = await dodois.connect("ural");
    const headers = { authorization: `Bearer ${access_token}` };
    const response = await fetch(`${dodois.origin}/connect/userinfo`, { method, headers });
    expect(await response.json()).toMatchObject({
      sub: "b5e1d7f29a4c4f8e0d3b6c7a8f9e0d12",
      given_name: "Пётр",
      middle_name: "Ильич",
      family_name: "Тестовый",
      phone_number: "79000000002",
      email: "ural@dodois.example",
      "d:tntnm": "dodopizza",
      "d:cid": "643",
    });
  });

  it("comes with a refresh token whichever prompt the client sends", async () => {
    const request = authorizationRequest(dodois.origin, { prompt: "consent" });
    const back = await dodois.control.authorize(request.url, "south");
    const fields = codeFields(back.searchParams.get("code") ?? "", request.verifier);
    expect((await readTokens(await dodois.token(fields))).refresh_token).toBeTruthy();
  });

  it("is absent without openid, and so is the refresh token without offline_access", async () => {
    const back = authorizationRequest(dodois.origin, { scope: "shared sales", nonce: null });
    const callback = await dodois.control.authorize(back.url, "north");
    const code = callback.searchParams.get("code") ?? "";
    const tokens = await readTokens(await dodois.token(codeFields(code, back.verifier)));
    expect(tokens.access_token).toBeTruthy();
    expect(tokens).not.toHaveProperty("id_token");
    expect(tokens).not.toHaveProperty("refresh_token");
  });
});
