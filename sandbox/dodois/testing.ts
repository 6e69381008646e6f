import { createHash, randomBytes } from "node:crypto";
import { SandboxClock } from "@/sandbox/control/clock";
import { type DodoisPerson, dodoisPeople } from "@/sandbox/data/dodois-people";
import { ControlClient } from "@/sandbox/testing/control-client";
import { startDodois } from "./start";

export const redirectUri = "http://localhost:3000/api/callback";
export const client = {
  clientId: "mostik-test",
  clientSecret: "a secret of the test",
  redirectUris: [redirectUri],
};
const scope =
  "openid profile email phone offline_access shared user.role:read sales stopsales organizationstructure";

export interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  id_token: string;
  expires_in: number;
  scope: string;
  token_type: string;
  error: string;
}

/** A Dodo IS of the test's own, and the steps a client takes with it. */
export async function dodoisForTest(stateFile: string | null = null, people: DodoisPerson[] = dodoisPeople) {
  const clock = new SandboxClock(null);
  const running = await startDodois({ port: 0, clients: [client], clock, stateFile, people });
  const { origin } = running;
  const control = new ControlClient(origin);

  const token = (fields: Record<string, string>): Promise<Response> =>
    fetch(`${origin}/connect/token`, {
      method: "POST",
      body: new URLSearchParams({
        client_id: client.clientId,
        client_secret: client.clientSecret,
        ...fields,
      }),
    });

  const connect = async (account = "north", wanted = scope): Promise<TokenAnswer> => {
    const request = authorizationRequest(origin, { scope: wanted });
    const back = await control.authorize(request.url, account);
    const code = back.searchParams.get("code") ?? "";
    return readTokens(await token(codeFields(code, request.verifier)));
  };

  const refresh = (refreshToken: string): Promise<Response> =>
    token({ grant_type: "refresh_token", refresh_token: refreshToken });

  const api = (path: string, accessToken: string): Promise<Response> =>
    fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${accessToken}` } });

  return { origin, clock, control, token, connect, refresh, api, close: running.close };
}

export function authorizationRequest(origin: string, changes: Record<string, string | null> = {}) {
  const verifier = randomBytes(32).toString("base64url");
  const url = new URL("/connect/authorize", origin);
  const query: Record<string, string | null> = {
    response_type: "code",
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope,
    state: "a state",
    nonce: "a nonce",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...changes,
  };
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  return { url: url.href, verifier };
}

export function codeFields(code: string, verifier: string): Record<string, string> {
  return { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: redirectUri };
}

export async function readTokens(response: Response): Promise<TokenAnswer> {
  return (await response.json()) as TokenAnswer;
}
