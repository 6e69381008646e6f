import { type Configuration, Provider } from "oidc-provider";
import type { Journal } from "@/sandbox/control/journal";
import type { Settings } from "@/sandbox/control/settings";
import type { DodoisPerson } from "@/sandbox/data/dodois-people";
import { JournalAdapter, modelCollection } from "./adapter";
import type { ProviderKeys } from "./keys";
import { type DodoisClient, dodoisScopes, type dodoisSettingsSchema } from "./options";
import { errorPage, personName, signedOutPage, signOutPage } from "./pages";

export type DodoisSettings = Settings<typeof dodoisSettingsSchema>;

interface Parts {
  origin: string;
  clients: DodoisClient[];
  people: DodoisPerson[];
  keys: ProviderKeys;
  journal: Journal;
  settings: DodoisSettings;
}

/** The certified OpenID provider, set up to behave as Dodo IS is known to. */
export function createProvider(parts: Parts): Provider {
  const provider = new Provider(parts.origin, configuration(parts));
  provider.use(async (context, next) => {
    await next();
    if (context.path !== "/connect/token" || context.method !== "POST") return;
    await afterTokenAnswer(context, parts);
  });
  return provider;
}

function configuration(parts: Parts): Configuration {
  const { journal, settings } = parts;
  return {
    adapter: (model) => new JournalAdapter(model, journal, () => !settings.value.familyRevocation),
    clients: parts.clients.map(clientMetadata),
    jwks: { keys: [parts.keys.signing] },
    cookies: {
      keys: [parts.keys.cookies],
      names: { session: "dodois_session", interaction: "dodois_interaction", resume: "dodois_resume" },
    },
    scopes: dodoisScopes,
    claims: {
      openid: ["sub", "d:tntnm", "d:cid"],
      profile: ["name", "given_name", "middle_name", "family_name", "locale"],
      email: ["email", "email_verified"],
      phone: ["phone_number", "phone_number_verified"],
    },
    clientAuthMethods: ["client_secret_post", "client_secret_basic"],
    responseTypes: ["code"],
    pkce: { required: () => true },
    routes,
    features: features(),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => account(parts.people, sub),
    // Every consent starts a grant of its own, as every connection has a rotation chain of its own.
    loadExistingGrant: async (context) => {
      const grantId = context.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : context.oidc.provider.Grant.find(grantId);
    },
    rotateRefreshToken: () => settings.value.rotation === "strict",
    ttl: {
      AccessToken: () => settings.value.accessTokenSeconds,
      AuthorizationCode: 300,
      RefreshToken: () => settings.value.refreshTokenSeconds,
      IdToken: 300,
      Interaction: 3600,
      Session: 14 * 86_400,
      Grant: 3650 * 86_400,
    },
    renderError: (context, out) => {
      context.type = "html";
      context.body = errorPage(out.error, out.error_description ?? "");
    },
  };
}

const routes = {
  authorization: "/connect/authorize",
  token: "/connect/token",
  userinfo: "/connect/userinfo",
  end_session: "/connect/endsession",
  revocation: "/connect/revocation",
  jwks: "/.well-known/openid-configuration/jwks",
};

function features(): NonNullable<Configuration["features"]> {
  return {
    devInteractions: { enabled: false },
    revocation: {
      enabled: true,
      allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = signOutPage(form);
      },
      postLogoutSuccessSource: (context) => {
        context.body = signedOutPage();
      },
    },
  };
}

function clientMetadata(client: DodoisClient) {
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: "Mostik",
    redirect_uris: client.redirectUris,
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code" as const],
    token_endpoint_auth_method: "client_secret_post" as const,
  };
}

function account(people: DodoisPerson[], sub: string) {
  const person = people.find((candidate) => candidate.sub === sub);
  if (!person) return undefined;
  const claims = {
    sub,
    name: personName(person),
    given_name: person.givenName,
    middle_name: person.middleName || undefined,
    family_name: person.familyName,
    locale: person.locale,
    email: person.email,
    email_verified: true,
    phone_number: person.phone,
    phone_number_verified: true,
    "d:tntnm": "dodopizza",
    "d:cid": String(person.units[0]?.country.code ?? ""),
  };
  return { accountId: sub, claims: () => claims };
}

type TokenContext = Parameters<Parameters<Provider["use"]>[0]>[0];

async function afterTokenAnswer(context: TokenContext, { journal, settings }: Parts): Promise<void> {
  const body: unknown = context.body;
  if (typeof body !== "object" || body === null) return;
  if (context.status === 401 && "error" in body && body.error === "invalid_client") {
    context.status = settings.value.invalidClientStatus;
  }
  if (!("access_token" in body)) return;
  if (settings.value.omitExpiresIn && "expires_in" in body) delete body.expires_in;
  if (settings.value.revokeOldAccess) revokeOlderAccess(journal, String(body.access_token));
}

function revokeOlderAccess(journal: Journal, current: string): void {
  const tokens = modelCollection(journal, "AccessToken");
  const grantId = tokens.get(current)?.grantId;
  if (grantId === undefined) return;
  tokens.deleteWhere((token) => token.grantId === grantId && token.jti !== current);
}
