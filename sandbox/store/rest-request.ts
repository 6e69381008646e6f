import { z } from "zod";
import type { Command } from "@/sandbox/store/store";

const argument = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const command = z.tuple([z.string().min(1)], argument);
const batch = z.array(command).min(1).max(1_000);

/** What a request asks for. */
export type RestRequest =
  | { kind: "command"; command: Command }
  | { kind: "pipeline" | "transaction"; commands: Command[] }
  | { kind: "invalid"; error: string };

/**
 * Reads a request in Upstash's REST dialect: a JSON array at `/`, arrays of arrays at `/pipeline` and `/multi-exec`,
 * or a command in the path (`/set/key?EX=60`, where a body is the argument before the query).
 */
export function readRestRequest(url: URL, body: string): RestRequest {
  const path = url.pathname.split("/").slice(1).filter(Boolean);
  const [first] = path;
  if (first === undefined) return fromBody(command, body, (value) => ({ kind: "command", command: value }));
  if (first === "pipeline") return fromBody(batch, body, (commands) => ({ kind: "pipeline", commands }));
  if (first === "multi-exec") return fromBody(batch, body, (commands) => ({ kind: "transaction", commands }));
  return fromPath(path, url.searchParams, body);
}

function fromPath(path: string[], query: URLSearchParams, body: string): RestRequest {
  try {
    const [name = "", ...args] = path.map(decodeURIComponent);
    if (body !== "") args.push(body);
    for (const [key, value] of query) {
      if (key !== "_token") args.push(...[key, value].filter(Boolean));
    }
    return { kind: "command", command: [name, ...args] };
  } catch {
    return { kind: "invalid", error: "ERR the path is not valid percent-encoding" };
  }
}

function fromBody<T>(schema: z.ZodType<T>, body: string, make: (value: T) => RestRequest): RestRequest {
  const result = schema.safeParse(parseJson(body));
  return result.success ? make(result.data) : { kind: "invalid", error: "ERR failed to parse command" };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
