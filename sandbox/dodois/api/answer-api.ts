import type { Provider } from "oidc-provider";
import { type Answer, json } from "@/sandbox/control/answer";
import type { SandboxClock } from "@/sandbox/control/clock";
import { fingerprint, type Incoming } from "@/sandbox/control/incoming";
import type { RequestWindow } from "@/sandbox/control/request-window";
import type { DodoisPerson } from "@/sandbox/data/dodois-people";
import type { DodoisSettings } from "../provider";
import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";
import { Refusal, refusalAnswer } from "./refusal";

export interface ApiParts {
  provider: Provider;
  people: DodoisPerson[];
  settings: DodoisSettings;
  window: RequestWindow;
  clock: SandboxClock;
  countries: string[];
}

const doors = endpoints.map((endpoint) => ({ endpoint, pattern: pathPattern(endpoint.path) }));

/** Null for a path that is not the API's. */
export async function answerApi(parts: ApiParts, incoming: Incoming): Promise<Answer | null> {
  const path = incoming.url.pathname;
  if (!/^\/(auth|franchisee|marketplace|dodopizza|drinkit)\//.test(path)) return null;
  const found = doors.find(({ pattern }) => pattern.test(path));
  const { brand = "", country } = found?.pattern.exec(path)?.groups ?? {};
  if (!found || (country !== undefined && !parts.countries.includes(country))) return { status: 404 };
  if (incoming.method !== "GET") return { status: 405, headers: { allow: "GET" } };
  try {
    const person = await authorizeCall(parts, found.endpoint, incoming);
    const call = { person, people: parts.people, query: incoming.url.searchParams, now: parts.clock.now() };
    return json(200, found.endpoint.respond({ ...call, brand, country: country ?? "" }));
  } catch (error) {
    if (error instanceof RateLimited) return json(429, { message: error.message });
    if (!(error instanceof Refusal)) throw error;
    return refusalAnswer(error, found.endpoint.style, `${path} ${parts.clock.nowMs()}`);
  }
}

async function authorizeCall(parts: ApiParts, endpoint: Endpoint, incoming: Incoming): Promise<DodoisPerson> {
  const [, bearer] = /^Bearer (\S+)$/i.exec(incoming.raw.headers.authorization ?? "") ?? [];
  const token = bearer === undefined ? undefined : await parts.provider.AccessToken.find(bearer);
  const person = parts.people.find(({ sub }) => sub === token?.accountId);
  if (bearer === undefined || !token || !person) throw new Refusal(401, "Unauthorized");
  const waitMs = parts.window.take(fingerprint(bearer), parts.settings.value.rateLimit, parts.clock.nowMs());
  if (waitMs !== null) throw new RateLimited(waitMs);
  if (!endpoint.scopes.every((scope) => token.scopes.has(scope)))
    throw new Refusal(403, "InsufficientScopes");
  const roles = person.units.flatMap(({ roleIds }) => roleIds);
  if (endpoint.roles && !endpoint.roles.some((role) => roles.includes(role)))
    throw new Refusal(403, "InsufficientRoles");
  return person;
}

class RateLimited extends Error {
  constructor(waitMs: number) {
    super(`Rate limit is exceeded. Try again in ${Math.max(1, Math.ceil(waitMs / 1000))} seconds.`);
    this.name = "RateLimited";
  }
}

function pathPattern(path: string): RegExp {
  const source = path
    .replace("{brand}", "(?<brand>dodopizza|drinkit)")
    .replace("{country}", "(?<country>[a-z]{2})");
  return new RegExp(`^${source}/?$`);
}
