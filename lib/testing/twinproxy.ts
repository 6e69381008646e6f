import { readFileSync } from "node:fs";
import { connections } from "@/db/schema/connection";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { twinproxyDoor } from "@/lib/http/twinproxy-door";
import { kv } from "@/lib/kv/client";
import { testDb } from "@/lib/testing/db";
import { overSocket, type SocketAnswer } from "@/lib/testing/raw-socket";
import { serve } from "@/lib/testing/served";
import type { ControlClient } from "@/sandbox/testing/control-client";

export const integration = {
  clientId: "00000000-0000-4000-8000-0000000000c1",
  clientSecret: "the secret of an older installation",
  redirectUri: "https://crm.example.test/",
};

/** As older clients made them up: not a UUID. */
export const looseIntegration = { ...integration, clientId: "5555f76e2-446f-412d-b999-6a72db60b31b" };

export type Amocrm = { origin: string; control: ControlClient };

/** The door on a server of the test's own, and what a client sends to it. */
export async function twinproxyForTest(amocrm: Amocrm) {
  const server = await serve((request, response) => void twinproxyDoor(request, response));
  const call = async (
    method: string,
    name: string,
    body: object | string | Buffer | null = null,
    headers: Record<string, string | null> = {},
  ) => {
    const isRaw = body === null || typeof body === "string" || body instanceof Buffer;
    const text = isRaw ? body : JSON.stringify(body);
    return await overSocket(server.origin, method, `/TwinProxy/amoCRM/${name}`, text, headers);
  };
  const code = async (account = "pizzanorth", { clientId } = integration) => {
    const url = `${amocrm.origin}/oauth?client_id=${clientId}&state=x`;
    return (await amocrm.control.authorize(url, account)).searchParams.get("code") ?? "";
  };
  const registration = async (more: object = {}) => ({
    login: "golden_user",
    password: "Qwerty123",
    client_id: integration.clientId,
    client_secret: integration.clientSecret,
    client_link: "https://pizzanorth.amocrm.ru/",
    code: await code(),
    redirect_uri: integration.redirectUri,
    ...more,
  });
  const linkChange = async (more: object = {}) => ({
    ...account,
    new_client_link: "pizzaural",
    new_client_id: integration.clientId,
    new_client_secret: integration.clientSecret,
    new_redirect_uri: integration.redirectUri,
    code: await code("pizzaural"),
    ...more,
  });
  return {
    ...server,
    ...{ call, code, registration, linkChange },
    register: async (more: object = {}) => await call("POST", "registration", await registration(more)),
    getToken: async (more: object = {}) => await call("GET", "getToken", { ...account, ...more }),
  };
}

/** Nobody registered, nothing connected or counted. */
export async function beginAnew(amocrm: Amocrm): Promise<void> {
  await amocrm.control.post("reset");
  await testDb().delete(twinproxyLogins);
  await testDb().delete(connections);
  await kv().flushdb();
}

export const account = { login: "golden_user", password: "Qwerty123" };

export interface Golden {
  status: number;
  /** Compact, with placeholders for what differs each time. */
  text: string;
}

export function golden(name: string): Golden {
  const file = JSON.parse(readFileSync(`lib/services/twinproxy/golden/${name}.json`, "utf8"));
  return { status: file.status, text: JSON.stringify(file.body) };
}

/** An answer as a golden file tells it: to the byte, but for times, tokens and the version. */
export function seen({ status, text }: SocketAnswer): Golden {
  return {
    status,
    text: text
      .replace(/"timestamp":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}"/, '"timestamp":"<timestamp>"')
      .replace(/"token":"eyJ[\w.-]+"/, '"token":"<token>"')
      .replace(/"refresh_token":"def502[0-9a-f]{900,}"/, '"refresh_token":"<refresh_token>"')
      .replace(/"version":"\d+\.\d+\.\d+"/, '"version":"<version>"'),
  };
}
