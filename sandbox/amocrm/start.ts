import { type Answer, send } from "@/sandbox/control/answer";
import type { Incoming } from "@/sandbox/control/incoming";
import { Journal } from "@/sandbox/control/journal";
import { type RunningProvider, type ServedProvider, serveProvider } from "@/sandbox/control/provider-server";
import { RequestWindow } from "@/sandbox/control/request-window";
import { Settings } from "@/sandbox/control/settings";
import { amocrmAccounts } from "@/sandbox/data/amocrm-accounts";
import { addIntegration } from "./add-integration";
import { answerApi } from "./api/answer-api";
import { amocrmBrand, answerConsent, callbackUrl } from "./consent";
import { sendDisableHook } from "./disable-hook";
import { hostRole } from "./hosts";
import { type AmocrmOptions, type AmocrmParts, amocrmSettingsSchema } from "./options";
import { apiProblem } from "./problem";
import { answerSubdomain } from "./subdomain";
import { answerToken } from "./token-endpoint";
import { storeKey, TokenStore } from "./token-store";

/** Starts an imitation of amoCRM: the platform and every account on one origin, told apart by `Host`. */
export async function startAmocrm(options: AmocrmOptions): Promise<RunningProvider> {
  const journal = new Journal(options.stateFile);
  const running = await serveProvider(options.port, options.clock, () => build(options, journal));
  return {
    origin: running.origin,
    close: async () => {
      await running.close();
      journal.close();
    },
  };
}

async function build(options: AmocrmOptions, journal: Journal): Promise<ServedProvider> {
  const settings = new Settings(amocrmSettingsSchema, journal.collection("settings"));
  const { integrations, clock } = options;
  const parts: AmocrmParts = { accounts: options.accounts ?? amocrmAccounts, integrations, settings, clock };
  const store = await TokenStore.open(journal, settings, clock);
  const window = new RequestWindow(1000);
  return {
    brand: amocrmBrand,
    settings,
    accounts: () => parts.accounts.map(({ subdomain, name }) => ({ id: subdomain, name })),
    revoke: (account) => {
      const found = parts.accounts.find(({ subdomain, id }) => [subdomain, String(id)].includes(account));
      return found ? store.revokeAccount(found.id) : null;
    },
    authorize: async (input) => {
      const query = new URL(input.url).searchParams;
      const integration = parts.integrations.find(({ clientId }) => clientId === query.get("client_id"));
      const account = parts.accounts.find(({ subdomain }) => subdomain === input.account);
      if (!integration || !account) return null;
      const decision = { integration, account: input.deny ? null : account, state: query.get("state") };
      return callbackUrl(parts, store, decision);
    },
    reset: () => {
      store.reset();
      settings.reset();
      window.clear();
    },
    commands: {
      "disable-hook": (body) => sendDisableHook(parts, store, body),
      integrations: async (body) => addIntegration(parts, body),
    },
    inspectRefreshToken: (token) => {
      const held = store.refreshTokens.get(storeKey(token));
      return held ? { grantId: held.grantId, spent: held.state === "spent" } : null;
    },
    handle: async (incoming, response) => send(response, await route(parts, store, window, incoming)),
  };
}

async function route(
  parts: AmocrmParts,
  store: TokenStore,
  window: RequestWindow,
  incoming: Incoming,
): Promise<Answer> {
  const role = hostRole(parts, incoming.host);
  const path = incoming.url.pathname.replace(/\/$/, "");
  if (role === null) return apiProblem(404);
  if (role.kind === "platform") {
    return path === "/oauth" ? answerConsent(parts, store, incoming) : apiProblem(404);
  }
  if (path === "/oauth2/account/current/subdomain") return answerSubdomain(parts, store, incoming);
  if (role.kind === "shard") return apiProblem(404);
  if (path !== "/oauth2/access_token") return answerApi(parts, store, window, role.account, incoming);
  if (incoming.method !== "POST") return apiProblem(405);
  return await answerToken(parts, store, role.account, incoming.fields);
}
