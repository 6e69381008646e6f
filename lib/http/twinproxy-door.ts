import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { db } from "@/db/client";
import { systemNow } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { randomId, sha256 } from "@/lib/crypto/token";
import type { FieldsOf, TwinproxyEndpoint } from "@/lib/domain/twinproxy/request-fields";
import { validateRequest } from "@/lib/domain/twinproxy/validate-request";
import { log } from "@/lib/log";
import { changeClientLink } from "@/lib/services/twinproxy/change-client-link";
import { changeLoginPassword } from "@/lib/services/twinproxy/change-password";
import { deleteLogin } from "@/lib/services/twinproxy/delete-user";
import { getLoginToken } from "@/lib/services/twinproxy/get-token";
import { limitCall } from "@/lib/services/twinproxy/limit";
import { registerLogin } from "@/lib/services/twinproxy/register";
import { underWay } from "@/lib/under-way";
import { clientAddress } from "./client-address";
import { logRefusal } from "./log-refusal";
import {
  deletedBody,
  infoBody,
  invalidAnswer,
  loginPasswordInfoBody,
  passwordChangedBody,
  plainAnswer,
  registeredBody,
  type TwinproxyAnswer,
  type TwinproxyPath,
  tokenBody,
  twinproxyBase,
  twinproxyMethods,
} from "./twinproxy-answers";
import { failureAnswer, serverErrorAnswer } from "./twinproxy-failure";

const maxBodyBytes = 64 * 1024;

interface Call {
  ctx: Context & { clock: () => Date };
  invite: string | null;
}

type Work = { [E in TwinproxyEndpoint]: (call: Call, fields: FieldsOf<E>) => Promise<object> };

const work: Work = {
  registration: async ({ ctx, invite }, fields) =>
    registeredBody(fields.login, await registerLogin(ctx, fields, invite)),
  getToken: async ({ ctx }, fields) => tokenBody("tokenGiven", await getLoginToken(ctx, fields)),
  deleteUser: async ({ ctx }, fields) => {
    await deleteLogin(ctx, fields);
    return deletedBody(fields.login);
  },
  changePassword: async ({ ctx }, fields) => {
    await changeLoginPassword(ctx, fields);
    return passwordChangedBody();
  },
  changeClientLink: async ({ ctx }, fields) =>
    tokenBody("clientLinkChanged", await changeClientLink(ctx, fields)),
};

/**
 * The seven paths of TwinProxy/amoCRM. A Node handler and not a Web one: getToken is a GET with a
 * body, which no `Request` can have.
 */
export async function twinproxyDoor(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomId();
  const { status, body, headers } = await answerTo(request, requestId);
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-request-id": requestId,
    ...headers,
  });
  response.end(text);
}

async function answerTo(request: IncomingMessage, requestId: string): Promise<TwinproxyAnswer> {
  const path = pathOf(request.url ?? "");
  if (path === null) return plainAnswer(404, "Not Found");
  const methods: readonly string[] = twinproxyMethods[path];
  if (!methods.includes(request.method ?? "")) {
    return plainAnswer(405, "Method Not Allowed", { allow: methods.join(", ") });
  }
  if (path === "info") return { status: 200, body: infoBody() };
  if (path === "LoginPasswordInfo") return { status: 200, body: loginPasswordInfoBody() };
  return await answerEndpoint(path, request, requestId);
}

/** Letter by letter: another case or a slash at the end is another path. */
function pathOf(target: string): TwinproxyPath | null {
  const path = target.split("?", 1)[0] ?? "";
  const name = path.startsWith(twinproxyBase) ? path.slice(twinproxyBase.length) : "";
  return Object.hasOwn(twinproxyMethods, name) ? (name as TwinproxyPath) : null;
}

async function answerEndpoint<E extends TwinproxyEndpoint>(
  endpoint: E,
  request: IncomingMessage,
  requestId: string,
): Promise<TwinproxyAnswer> {
  const call = callOf(request, requestId);
  let login = "";
  try {
    await limitCall(call.ctx);
    const body = await readBody(request);
    if (body === null) return plainAnswer(413, "Request Entity Too Large", { connection: "close" });
    const checked = validateRequest(endpoint, body, request.headers["content-type"]);
    if (checked === null) return unreadable();
    if (!checked.ok) return invalidAnswer(checked.description, systemNow());
    login = checked.fields.login;
    const { fields } = checked;
    return { status: 200, body: await underWay(work[endpoint](call, fields)) };
  } catch (error) {
    // The client has gone while it was sending: nobody reads the answer.
    if (error === request.errored) return unreadable();
    const failed = { endpoint, login, now: systemNow() };
    logRefusal(error, call.ctx, { login: sha256(login).slice(0, 16) });
    const answer = failureAnswer(failed, error);
    if (answer !== null) return answer;
    log().error({ err: error, requestId, endpoint }, "a TwinProxy call failed");
    return serverErrorAnswer(failed);
  }
}

function unreadable(): TwinproxyAnswer {
  return plainAnswer(400, "There was an error parsing the body");
}

function callOf(request: IncomingMessage, requestId: string): Call {
  const header = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  };
  const client = { ip: clientAddress({ get: header }), userAgent: header("user-agent") };
  const actor = { type: "anonymous" } as const;
  const ctx = { actor, now: systemNow(), requestId, client, db: db(), clock: systemNow };
  return { ctx, invite: header("x-invite-code") };
}

/** Null for a body that is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
