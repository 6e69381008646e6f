import { type Answer, json } from "@/sandbox/control/answer";
import type { Incoming } from "@/sandbox/control/incoming";
import type { RequestWindow } from "@/sandbox/control/request-window";
import type { AmocrmAccount, AmocrmUser } from "@/sandbox/data/amocrm-accounts";
import { currentSubdomain } from "../hosts";
import type { AmocrmParts } from "../options";
import { apiProblem } from "../problem";
import type { TokenStore } from "../token-store";
import { halPage } from "./hal";
import { leadsOf, pipelinesOf, selectLeads } from "./leads";

interface ApiCall {
  parts: AmocrmParts;
  account: AmocrmAccount;
  user: AmocrmUser;
  host: string;
  path: string;
  query: URLSearchParams;
}

const endpoints: Record<string, (call: ApiCall) => Answer> = {
  "/api/v4/account": (call) => json(200, describeAccount(call), "application/hal+json"),
  "/api/v4/users": (call) => (call.user.isAdmin ? listUsers(call) : apiProblem(403)),
  "/api/v4/leads/pipelines": (call) =>
    halPage(call.host, call.path, call.query, "pipelines", pipelinesOf(call.account)),
  "/api/v4/leads": (call) => {
    const leads = selectLeads(leadsOf(call.account, call.parts.clock.now()), call.query);
    return halPage(call.host, call.path, call.query, "leads", leads);
  },
  "/v3/user": ({ user }) => json(200, { id: user.id, name: user.name, email: user.email }),
};

/** Answers the API of one account's host. */
export function answerApi(
  parts: AmocrmParts,
  store: TokenStore,
  window: RequestWindow,
  account: AmocrmAccount,
  incoming: Incoming,
): Answer {
  const { rateLimit, retryAfterSeconds, unpaid } = parts.settings.value;
  const path = incoming.url.pathname;
  const respond = endpoints[path];
  if (!respond) return apiProblem(404);
  if (incoming.method !== "GET") return apiProblem(405);
  if (window.take(account.subdomain, rateLimit, parts.clock.nowMs()) !== null) {
    return apiProblem(429, { retry_after: retryAfterSeconds });
  }
  const [, bearer = ""] = /^Bearer (\S+)$/i.exec(incoming.raw.headers.authorization ?? "") ?? [];
  const held = store.findAccess(bearer);
  const user = account.users.find(({ id }) => id === held?.userId);
  if (held?.accountId !== account.id || !user) return apiProblem(401);
  if (unpaid.includes(account.subdomain)) return apiProblem(402);
  return respond({ parts, account, user, host: incoming.host, path, query: incoming.url.searchParams });
}

function listUsers({ account, host, path, query }: ApiCall): Answer {
  const users = account.users.map(({ id, name, email, isAdmin }) => ({
    id,
    name,
    email,
    lang: "ru",
    rights: { is_admin: isAdmin, is_free: false, is_active: true },
  }));
  return halPage(host, path, query, "users", users);
}

function describeAccount({ parts, account, user, host, path, query }: ApiCall) {
  const wanted = (query.get("with") ?? "").split(",");
  return {
    id: account.id,
    name: account.name,
    subdomain: currentSubdomain(parts, account),
    created_at: account.createdAt,
    created_by: account.users[0].id,
    updated_at: account.createdAt,
    updated_by: account.users[0].id,
    current_user_id: user.id,
    country: "RU",
    currency: "RUB",
    currency_symbol: "₽",
    customers_mode: "disabled",
    is_unsorted_on: true,
    is_technical_account: false,
    contact_name_display_order: 1,
    _links: { self: { href: `https://${host}${path}` } },
    ...(wanted.includes("version") && { version: 11 }),
    ...(wanted.includes("datetime_settings") && {
      _embedded: {
        datetime_settings: { timezone: account.timezone, date_format: "d.m.Y", time_format: "H:i" },
      },
    }),
  };
}
