import type { Provider } from "oidc-provider";
import { html, send } from "@/sandbox/control/answer";
import { type Incoming, replay } from "@/sandbox/control/incoming";
import { Journal } from "@/sandbox/control/journal";
import { type RunningProvider, type ServedProvider, serveProvider } from "@/sandbox/control/provider-server";
import { RequestWindow } from "@/sandbox/control/request-window";
import { Settings } from "@/sandbox/control/settings";
import { type DodoisPerson, dodoisPeople } from "@/sandbox/data/dodois-people";
import { forgetAll, forgetExpired, modelCollection } from "./adapter";
import { answerApi } from "./api/answer-api";
import { authorizeRefusal, withFreshSession } from "./authorize-guard";
import { authorizeWithoutBrowser } from "./browserless";
import { handleInteraction } from "./interactions";
import { providerKeys } from "./keys";
import { type DodoisOptions, dodoisSettingsSchema } from "./options";
import { dodoisBrand, errorPage, personName } from "./pages";
import { createProvider } from "./provider";

/** Starts an imitation of one Dodo IS cluster: OpenID provider and API on one origin. */
export async function startDodois(options: DodoisOptions): Promise<RunningProvider> {
  const journal = new Journal(options.stateFile);
  forgetExpired(journal, options.clock.nowMs());
  const running = await serveProvider(options.port, options.clock, (origin) =>
    build(origin, options, journal),
  );
  return {
    origin: running.origin,
    close: async () => {
      await running.close();
      journal.close();
    },
  };
}

async function build(origin: string, options: DodoisOptions, journal: Journal): Promise<ServedProvider> {
  const people = options.people ?? dodoisPeople;
  const settings = new Settings(dodoisSettingsSchema, journal.collection("settings"));
  const keys = await providerKeys(journal);
  const provider = createProvider({ origin, clients: options.clients, people, keys, journal, settings });
  const window = new RequestWindow(60_000);
  const api = {
    provider,
    people,
    settings,
    window,
    clock: options.clock,
    countries: [...new Set(people.flatMap(({ units }) => units.map(({ country }) => country.id)))],
  };
  return {
    brand: { ...dodoisBrand, provider: options.name ?? dodoisBrand.provider },
    settings,
    accounts: () => people.map((person) => ({ id: person.id, name: personName(person) })),
    revoke: (account) => revokePerson(journal, people, account),
    authorize: (input) => authorizeWithoutBrowser(origin, input),
    reset: () => {
      forgetAll(journal);
      settings.reset();
      window.clear();
    },
    commands: {},
    inspectRefreshToken: (token) => {
      const found = modelCollection(journal, "RefreshToken").get(token);
      return found ? { grantId: found.grantId ?? token, spent: found.consumed !== undefined } : null;
    },
    handle: async (incoming, response) => {
      const answered = await answerApi(api, incoming);
      if (answered) send(response, answered);
      else await handleOpenId(provider, people, incoming, response);
    },
  };
}

async function handleOpenId(
  provider: Provider,
  people: DodoisPerson[],
  incoming: Incoming,
  response: Parameters<ServedProvider["handle"]>[1],
): Promise<void> {
  const path = incoming.url.pathname;
  if (path.startsWith("/interaction/")) {
    await handleInteraction(provider, people, incoming, response);
    return;
  }
  const refusal = path === "/connect/authorize" ? authorizeRefusal(incoming.url.searchParams) : null;
  if (refusal) {
    send(response, html(400, errorPage(refusal.error, refusal.description)));
    return;
  }
  const request = path.startsWith("/connect/authorize") ? withFreshSession(incoming) : replay(incoming);
  await provider.callback()(request, response);
}

function revokePerson(journal: Journal, people: DodoisPerson[], account: string): number | null {
  const person = people.find(({ id, sub }) => id === account || sub === account);
  if (!person) return null;
  for (const model of ["AccessToken", "RefreshToken", "AuthorizationCode"]) {
    modelCollection(journal, model).deleteWhere((payload) => payload.accountId === person.sub);
  }
  return modelCollection(journal, "Grant").deleteWhere((payload) => payload.accountId === person.sub);
}
