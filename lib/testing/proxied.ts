import type { IncomingMessage, ServerResponse } from "node:http";
import { connections } from "@/db/schema/connection";
import type { Scope } from "@/lib/domain/scope";
import { kv } from "@/lib/kv/client";
import { createApiKey } from "@/lib/services/api-key/create";
import { amocrmWithClock, dodoisWithClock, makeOwner, type Owner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { serve, serveApi } from "@/lib/testing/served";
import { connectDemo } from "@/sandbox/seed/connect-demo";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The API over HTTP before a Dodo IS whose API answers as a test wants, and an amoCRM. */
export async function proxiedProviders() {
  const dodois = await dodoisWithClock();
  const amocrm = await amocrmWithClock();
  const seen: IncomingMessage[] = [];
  let answer: Answer = fine;
  const upstream = await serve((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  Object.assign(process.env, {
    DODOIS_API_URL: upstream.origin,
    PROXY_ANSWER_MAX_MB: "32",
    DODOIS_CALLS_PER_MINUTE: "60",
  });
  const api = await serveApi();
  const stage = { owner: null as Owner | null, key: "", id: "" };
  return {
    ...{ dodois, amocrm, upstream, api, seen, stage },
    answer: (next: Answer) => {
      answer = next;
    },
    /** Everything anew: an owner, a key that may use the proxy, a connection. */
    begin: async () => {
      await Promise.all([dodois.control.post("reset"), amocrm.control.post("reset")]);
      await testDb().delete(connections);
      await kv().flushdb();
      const owner = await makeOwner();
      const key = await makeKey(owner, ["connections:proxy"]);
      const id = await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: "north" });
      Object.assign(stage, { owner, key, id });
      seen.length = 0;
      answer = fine;
    },
    through: async (path: string, init: RequestInit & { duplex?: "half" } = {}): Promise<Response> => {
      const headers = { authorization: `Bearer ${stage.key}`, ...(init.headers as Record<string, string>) };
      return await fetch(api.origin + proxyTarget(path, stage.id), { ...init, headers });
    },
    /** Whether Dodo IS takes a token: the value of a request's Authorization. */
    accepted: async (authorization = ""): Promise<boolean> => {
      const reply = await fetch(`${dodois.origin}/connect/userinfo`, { headers: { authorization } });
      await reply.body?.cancel();
      return reply.status === 200;
    },
    close: async () =>
      await Promise.all([api.close(), upstream.close(), dodois.close(), amocrm.close()]).then(() => {}),
  };
}

export function proxyTarget(path: string, connectionId: string): string {
  return `/api/v1/connections/${connectionId}/proxy/${path}`;
}

export async function makeKey(of: Owner, scopes: Scope[]): Promise<string> {
  return (await createApiKey(of.ctx(), { name: "test", scopes, expiresInDays: null })).secret;
}

const fine: Answer = (request, response) => {
  request.resume().on("end", () => response.writeHead(200, { "content-type": "text/plain" }).end("fine"));
};
