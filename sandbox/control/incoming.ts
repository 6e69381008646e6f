import { createHash } from "node:crypto";
import { IncomingMessage } from "node:http";

const bodyLimit = 1024 * 1024;

/** A request with its body read, and what the token endpoints' request bodies say. */
export interface Incoming {
  raw: IncomingMessage;
  method: string;
  url: URL;
  /** The host without its port, in lower case; `X-Forwarded-Host` wins over `Host`. */
  host: string;
  body: Buffer;
  /** String members of a form or JSON body. */
  fields: ReadonlyMap<string, string>;
  grant: string | null;
}

export async function readIncoming(raw: IncomingMessage): Promise<Incoming> {
  const url = new URL(raw.url ?? "/", "http://sandbox.invalid");
  const forwarded = raw.headers["x-forwarded-host"];
  const host = hostName((Array.isArray(forwarded) ? forwarded[0] : forwarded) ?? raw.headers.host ?? "");
  const body = await readBody(raw);
  const fields = readFields(raw.headers["content-type"] ?? "", body);
  return {
    raw,
    method: raw.method ?? "GET",
    url,
    host,
    body,
    fields,
    grant: fields.get("grant_type") ?? null,
  };
}

/**
 * The same request with its body to be read again: oidc-provider wants the stream itself.
 *
 * @param changes a new path with query, or headers to replace
 */
export function replay(
  incoming: Incoming,
  changes: { url?: string; headers?: NodeJS.Dict<string> } = {},
): IncomingMessage {
  const copy = new IncomingMessage(incoming.raw.socket);
  copy.method = incoming.method;
  copy.url = changes.url ?? incoming.raw.url ?? "/";
  copy.headers = { ...incoming.raw.headers, ...changes.headers };
  copy.httpVersion = incoming.raw.httpVersion;
  copy.httpVersionMajor = incoming.raw.httpVersionMajor;
  copy.httpVersionMinor = incoming.raw.httpVersionMinor;
  copy.complete = true;
  if (incoming.body.length > 0) copy.push(incoming.body);
  copy.push(null);
  return copy;
}

/** Tokens never enter the list of calls; this prefix of their SHA-256 tells them apart. */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(secret).digest("hex").slice(0, 16);
}

function hostName(host: string): string {
  return host.trim().toLowerCase().replace(/:\d+$/, "");
}

async function readBody(raw: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readFields(contentType: string, body: Buffer): Map<string, string> {
  if (body.length === 0) return new Map();
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return new Map(new URLSearchParams(body.toString("utf8")));
  }
  if (!contentType.includes("json")) return new Map();
  const parsed = parseJson(body.toString("utf8"));
  if (typeof parsed !== "object" || parsed === null) return new Map();
  return new Map(
    Object.entries(parsed).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[key, value]] : [],
    ),
  );
}

/** `undefined` for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
