import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isBlocked } from "@/sandbox/store/blocked-commands";
import { readRestRequest } from "@/sandbox/store/rest-request";
import { ScriptDialect } from "@/sandbox/store/script-dialect";
import { type Command, type Reply, type Store, StoreError } from "@/sandbox/store/store";

const DEFAULT_BODY_LIMIT = 1024 * 1024;

export interface BridgeOptions {
  store: Store;
  token: string;
  /** 0 takes any free one. */
  port: number;
  host?: string;
  bodyLimitBytes?: number;
}

export interface Bridge {
  url: string;
  /** Ends the bridge and its store. */
  close: () => Promise<void>;
}

interface Answer {
  status: number;
  body: unknown;
}

/** Serves a store over HTTP in the REST dialect of Upstash, whose client is the product's only door to a store. */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { store, port, host = "127.0.0.1" } = options;
  const answer = createHandler(options);
  const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, (request, response) => {
    answer(request)
      .catch(
        (error: unknown): Answer => ({ status: 503, body: { error: `ERR store is away: ${text(error)}` } }),
      )
      .then((result) => send(response, result));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ port, host }, () => resolve());
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

function createHandler({ store, token, bodyLimitBytes = DEFAULT_BODY_LIMIT }: BridgeOptions) {
  const dialect = new ScriptDialect();

  async function run(command: Command): Promise<Reply> {
    if (isBlocked(command)) return new StoreError(`ERR Command is not available: '${command[0]}'`);
    return dialect.answer(command, await store.run(dialect.translate(command)));
  }

  async function transact(commands: Command[]): Promise<Reply> {
    const refused = commands.find(isBlocked);
    if (refused) return new StoreError(`ERR Command is not available: '${refused[0]}'`);
    const reply = await store.transact(commands.map((command) => dialect.translate(command)));
    if (!Array.isArray(reply)) return reply;
    return reply.map((item, index) => dialect.answer(commands[index] ?? [""], item));
  }

  return async (request: IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? "/", "http://bridge");
    if (!isAuthorised(request, url, token)) return { status: 401, body: { error: "Unauthorized" } };
    const body = await readBody(request, bodyLimitBytes);
    if (body === null) return { status: 413, body: { error: "ERR max request size exceeded" } };
    const encode = request.headers["upstash-encoding"] === "base64" ? toBase64 : toText;
    const asked = readRestRequest(url, body);
    if (asked.kind === "invalid") return { status: 400, body: { error: asked.error } };
    if (asked.kind === "pipeline") {
      const replies = await Promise.all(asked.commands.map(run));
      return { status: 200, body: replies.map((reply) => envelope(reply, encode)) };
    }
    const reply = asked.kind === "command" ? await run(asked.command) : await transact(asked.commands);
    if (reply instanceof StoreError) return { status: 400, body: { error: reply.message } };
    if (asked.kind === "command" || !Array.isArray(reply))
      return { status: 200, body: envelope(reply, encode) };
    return { status: 200, body: reply.map((item) => envelope(item, encode)) };
  };
}

type Encode = (text: Buffer | string) => string;

const toText: Encode = (data) => data.toString();
// "OK" is the one text that Upstash leaves as it is.
const toBase64: Encode = (data) => (data === "OK" ? "OK" : Buffer.from(data).toString("base64"));

function envelope(reply: Reply, encode: Encode): { result: unknown } | { error: string } {
  return reply instanceof StoreError ? { error: reply.message } : { result: toJson(reply, encode) };
}

function toJson(reply: Reply, encode: Encode): unknown {
  if (Array.isArray(reply)) return reply.map((item) => toJson(item, encode));
  if (reply instanceof StoreError) return reply.message;
  return reply === null || typeof reply === "number" ? reply : encode(reply);
}

function isAuthorised(request: IncomingMessage, url: URL, token: string): boolean {
  const given =
    request.headers.authorization?.replace(/^Bearer /i, "") ?? url.searchParams.get("_token") ?? "";
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(given), digest(token));
}

async function readBody(request: IncomingMessage, limit: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? null : Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const payload = Buffer.from(JSON.stringify(body));
  response
    .writeHead(status, { "content-type": "application/json", "content-length": payload.length })
    .end(payload);
}

const text = (error: unknown) => (error instanceof Error ? error.message : String(error));
