import { request } from "undici";
import { SandboxClock } from "@/sandbox/control/clock";
import { ControlClient } from "@/sandbox/testing/control-client";
import type { AmocrmIntegration } from "./options";
import { startAmocrm } from "./start";

export const integration: AmocrmIntegration = {
  clientId: "00000000-0000-4000-8000-000000000001",
  clientSecret: "a secret of the test",
  redirectUri: "http://localhost:3000/api/callback",
};
export const otherIntegration: AmocrmIntegration = {
  clientId: "00000000-0000-4000-8000-000000000002",
  clientSecret: "another secret of the test",
  redirectUri: "http://localhost:3000/api/callback",
};

export interface TokenAnswer {
  token_type: string;
  expires_in: number;
  access_token: string;
  refresh_token: string;
  hint: string;
}

export interface Reply<T> {
  status: number;
  text: string;
  body: T;
}

/** An amoCRM of the test's own, and the steps a client takes with it. */
export async function amocrmForTest(stateFile: string | null = null) {
  const clock = new SandboxClock(null);
  const integrations = [integration, otherIntegration];
  const running = await startAmocrm({ port: 0, integrations, clock, stateFile });
  const { origin } = running;
  const control = new ControlClient(origin);

  const call = async <T>(
    host: string,
    path: string,
    more: Parameters<typeof request>[1] = {},
  ): Promise<Reply<T>> => {
    const response = await request(`${origin}${path}`, { ...more, headers: { host, ...more?.headers } });
    const text = await response.body.text();
    const isJson = String(response.headers["content-type"]).includes("json");
    return { status: response.statusCode, text, body: (isJson ? JSON.parse(text) : null) as T };
  };

  const token = (
    fields: Record<string, string>,
    host = "pizzanorth.amocrm.ru",
  ): Promise<Reply<TokenAnswer>> =>
    call(host, "/oauth2/access_token", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...clientFields(integration), ...fields }),
    });

  const code = async (account = "pizzanorth"): Promise<string> => {
    const url = `${origin}/oauth?client_id=${integration.clientId}&state=s`;
    return (await control.authorize(url, account)).searchParams.get("code") ?? "";
  };

  const connect = async (account = "pizzanorth"): Promise<TokenAnswer> => {
    const fields = { grant_type: "authorization_code", code: await code(account) };
    return (await token(fields, `${account}.amocrm.ru`)).body;
  };

  const refresh = (refreshToken: string): Promise<Reply<TokenAnswer>> =>
    token({ grant_type: "refresh_token", refresh_token: refreshToken });

  const api = <T>(path: string, accessToken: string, host = "pizzanorth.amocrm.ru"): Promise<Reply<T>> =>
    call(host, path, { headers: { authorization: `Bearer ${accessToken}` } });

  return { origin, clock, control, call, token, code, connect, refresh, api, close: running.close };
}

export function clientFields({
  clientId,
  clientSecret,
  redirectUri,
}: AmocrmIntegration): Record<string, string> {
  return { client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri };
}
