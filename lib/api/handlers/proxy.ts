import type { Readable } from "node:stream";
import { flushAfterAnswer } from "@/lib/http/flush-after-answer";
import type { Handler } from "@/lib/http/handler";
import { parse } from "@/lib/http/parse";
import { type RawRouteInput, rawRoute } from "@/lib/http/route";
import type { WholeAnswer } from "@/lib/http/whole-answer";
import { forwardCounted } from "@/lib/services/connection-proxy/forward-counted";
import { ProxyMethod, ProxyParams, ProxyRetries, proxyScope } from "../contracts/proxy";

/** Whatever a provider sends, a browser must not take it for a page of ours. */
const ours = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'",
};

const bodiless = new Set(["GET", "HEAD"]);

/** Passes a request on to the connection's provider, with a fresh token, and its answer back. */
export const proxyHandler: Handler = rawRoute(proxyScope, proxy, { connectionIn: "id" });

async function proxy({ ctx, request, params }: RawRouteInput): Promise<WholeAnswer | Response> {
  const { id, path } = parse(ProxyParams, params);
  const retries = parse(ProxyRetries, { "mostik-retry": request.headers.get("mostik-retry") });
  const answer = await forwardCounted(ctx, id, {
    method: parse(ProxyMethod, request.method),
    path,
    search: new URL(request.url).search,
    headers: request.headers,
    // Where none is meant the question alone would cost as much as an answer.
    body: bodiless.has(request.method) ? null : request.body,
    retries: retries["mostik-retry"] ?? 0,
    signal: request.signal,
  }).finally(flushAfterAnswer);
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(ours)) headers.set(name, value);
  headers.set("x-request-id", ctx.requestId);
  headers.set("x-mostik-gen", String(answer.gen));
  const { status, body } = answer;
  if (body !== null && !Buffer.isBuffer(body)) return new Response(webBody(body), { status, headers });
  return { status, headers: Object.fromEntries(headers), body };
}

/** What breaks off at the provider breaks off here too: it must not look whole, nor tell why. */
function webBody(body: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await chunks.next().catch(() => null);
        if (next === null) controller.error(new Error("The provider's answer broke off."));
        else if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => void body.destroy(),
    },
    { highWaterMark: 0 },
  );
}
