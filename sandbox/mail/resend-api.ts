import { createHash } from "node:crypto";
import { z } from "zod";
import { parseEmail } from "./email-input";
import type { Message, MessageStore } from "./message-store";
import { Refusal } from "./refusal";

const bodyMax = 5 * 1024 * 1024;

/**
 * Resend's API, as far as the product uses it: `POST /emails`, `POST /emails/batch`, `GET /emails/{id}`,
 * `GET` and `DELETE /suppressions/{id or address}`.
 */
export async function answerResend(store: MessageStore, request: Request, path: string): Promise<Response> {
  try {
    return Response.json(await answer(store, request, path));
  } catch (error) {
    if (error instanceof Refusal) return error.response();
    throw error;
  }
}

async function answer(store: MessageStore, request: Request, path: string): Promise<unknown> {
  if (!/^Bearer \S+$/.test(request.headers.get("authorization") ?? "")) {
    throw new Refusal(401, "missing_api_key", "Missing API key in the authorization header.");
  }
  if (request.method === "POST" && path === "/emails") return await accept(store, request, sendOne);
  if (request.method === "POST" && path === "/emails/batch") return await accept(store, request, sendBatch);
  if (path.startsWith(suppressions)) return ofSuppression(store, request.method, path);
  if (request.method === "GET") return retrieve(store, path.slice("/emails/".length));
  throw new Refusal(405, "method_not_allowed", "Method is not allowed for the requested path.");
}

const suppressions = "/suppressions/";

function ofSuppression(store: MessageStore, method: string, path: string): object {
  const found = store.suppression(decodeURIComponent(path.slice(suppressions.length)));
  if (method !== "GET" && method !== "DELETE") {
    throw new Refusal(405, "method_not_allowed", "Method is not allowed for the requested path.");
  }
  if (found === undefined) throw new Refusal(404, "not_found", "Suppression not found");
  const { id, email, origin, createdAt } = found;
  if (method === "GET")
    return { object: "suppression", id, email, origin, source_id: null, created_at: createdAt };
  store.endSuppression(found);
  return { object: "suppression", id, deleted: true };
}

type Send = (store: MessageStore, body: unknown, key: string | null) => unknown;

function sendOne(store: MessageStore, body: unknown, key: string | null): unknown {
  return { id: store.add(parseEmail(body), key).id };
}

/** All or nothing, as with `x-batch-validation: strict`. */
function sendBatch(store: MessageStore, body: unknown, key: string | null): unknown {
  const list = z.array(z.unknown()).min(1).max(100).safeParse(body);
  if (!list.success) throw new Refusal(422, "validation_error", "A batch has 1 to 100 emails.");
  const emails = list.data.map(parseEmail);
  return { data: emails.map((email) => ({ id: store.add(email, key).id })) };
}

/** The same key with the same body gets the first answer again; with another body it is refused. */
async function accept(store: MessageStore, request: Request, send: Send): Promise<unknown> {
  const key = request.headers.get("idempotency-key");
  if (key !== null && (key.length < 1 || key.length > 256)) {
    throw new Refusal(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
  }
  const text = await request.text();
  if (text.length > bodyMax) throw new Refusal(413, "validation_error", "The request is too large.");
  const digest = createHash("sha256").update(text).digest("hex");
  const known = key === null ? undefined : store.remembered(key);
  if (known === undefined) {
    const answer = send(store, parseJson(text), key);
    if (key !== null) store.remember(key, digest, answer);
    return answer;
  }
  if (known.digest === digest) return known.answer;
  throw new Refusal(
    409,
    "invalid_idempotent_request",
    "Same idempotency key used with a different request payload.",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "validation_error", "The request body is not valid JSON.");
  }
}

function retrieve(store: MessageStore, id: string): object {
  const message = store.get(id);
  if (message === undefined) throw new Refusal(404, "not_found", "Email not found");
  return asResend(message);
}

function asResend(message: Message): object {
  const { id, createdAt, from, to, subject, html = null, text = null, cc = [], bcc = [] } = message;
  const rest = { cc, bcc, reply_to: message.reply_to ?? [], scheduled_at: null };
  const last_event = message.isSuppressed ? "suppressed" : "delivered";
  return { object: "email", id, created_at: createdAt, from, to, subject, html, text, ...rest, last_event };
}
