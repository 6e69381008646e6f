import { pythonTimestamp } from "@/lib/domain/twinproxy/python-timestamp";
import {
  loginMinLength,
  passwordMinLength,
  type TwinproxyEndpoint,
} from "@/lib/domain/twinproxy/request-fields";
import texts from "@/messages/ru/twinproxy.json";
import packageJson from "@/package.json";

/** A body's keys stand in the order in which the protocol's documents show them. */
export interface TwinproxyAnswer {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

interface Pair {
  accessToken: string;
  refreshToken: string;
}

/** Seconds, as at the issue of the token: callers were never told what is left. */
const ttl = 86_400;

export const twinproxyBase = "/TwinProxy/amoCRM/";

/** Which methods each path takes; the POST twin of getToken is for callers that cannot send a body with GET. */
export const twinproxyMethods = {
  info: ["GET"],
  LoginPasswordInfo: ["GET"],
  registration: ["POST"],
  getToken: ["GET", "POST"],
  deleteUser: ["DELETE"],
  changePassword: ["PATCH"],
  changeClientLink: ["PATCH"],
} as const satisfies Record<TwinproxyEndpoint | "info" | "LoginPasswordInfo", readonly string[]>;

export type TwinproxyPath = keyof typeof twinproxyMethods;

export function infoBody(): object {
  const paths = Object.keys(twinproxyMethods) as TwinproxyPath[];
  return {
    service: "TwinProxy amoCRM",
    status: "ok",
    version: packageJson.version,
    description: texts.info,
    token_update_period_hours: 10,
    endpoints: paths.map((path) => ({
      method: twinproxyMethods[path][0],
      path: twinproxyBase + path,
      description: texts.endpoints[path],
    })),
  };
}

export function loginPasswordInfoBody(): object {
  return {
    login: { min_length: loginMinLength, description: fill(texts.loginRule, "min", String(loginMinLength)) },
    password: {
      min_length: passwordMinLength,
      description: fill(texts.passwordRule, "min", String(passwordMinLength)),
    },
  };
}

export function registeredBody(login: string, pair: Pair): object {
  const status = fill(texts.registered, "login", login);
  return { status, token: pair.accessToken, refresh_token: pair.refreshToken, ttl };
}

export function tokenBody(
  done: "tokenGiven" | "clientLinkChanged",
  { clientLink, accessToken, refreshToken }: Pair & { clientLink: string },
): object {
  return {
    status: texts[done],
    client_link: clientLink,
    token: accessToken,
    refresh_token: refreshToken,
    ttl,
  };
}

/** The protocol's only key of this name, underscore and all. */
export function deletedBody(login: string): object {
  return { status_: fill(texts.deleted, "login", login) };
}

export function passwordChangedBody(): object {
  return { status: texts.passwordChanged };
}

export function invalidAnswer(description: string, now: Date): TwinproxyAnswer {
  const endpoint = "exception_handler";
  return {
    status: 422,
    body: {
      status: texts.invalid,
      error_description: description,
      endpoint,
      timestamp: pythonTimestamp(now),
    },
  };
}

export function loginTakenBody(login: string, now: Date): object {
  const status = fill(texts.loginTaken, "login", login);
  return { status, endpoint: "registration", timestamp: pythonTimestamp(now) };
}

/** What the framework under the older service said by itself. */
export function plainAnswer(
  status: number,
  detail: string,
  headers: Record<string, string> = {},
): TwinproxyAnswer {
  return { status, body: { detail }, headers };
}

/** Not `replace` with a text: `$&` in a login would mean something to it. */
function fill(text: string, name: string, value: string): string {
  return text.split(`{${name}}`).join(value);
}
