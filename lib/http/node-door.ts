import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Handler } from "./handler";
import type { WholeAnswer } from "./whole-answer";

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
  const answer = handler.answer ?? handler;
  const listener = getRequestListener(async (web) => {
    const answered = await answer(web, params);
    if (answered instanceof Response) return answered;
    write(answered, response);
    return RESPONSE_ALREADY_SENT;
  }, options);
  await listener(request, response);
}

function write({ status, headers, body }: WholeAnswer, response: ServerResponse): void {
  if (body === null) response.writeHead(status, headers).end();
  else response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}
