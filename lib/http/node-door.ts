import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Handler } from "./handler";

interface Found {
  handler: Handler;
  params: Record<string, string>;
}

// The globals stay as they are: Next, in the same process, relies on them.
const options = { overrideGlobalObjects: false };

/** Answers one request to Node's server with what was found for it. */
export async function nodeDoor(
  { handler, params }: Found,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { asText } = handler;
  const listener = getRequestListener(async (web) => {
    if (asText === undefined) return await handler(web, params);
    const { status, headers, text } = await asText(web, params);
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) }).end(text);
    return RESPONSE_ALREADY_SENT;
  }, options);
  await listener(request, response);
}
