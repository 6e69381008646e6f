import { type Answer, html, redirect } from "@/sandbox/control/answer";
import type { Incoming } from "@/sandbox/control/incoming";
import { escapeHtml, type PageBrand, renderPage } from "@/sandbox/control/page";
import type { AmocrmAccount } from "@/sandbox/data/amocrm-accounts";
import { accountHost } from "./hosts";
import type { AmocrmIntegration, AmocrmParts } from "./options";
import type { TokenStore } from "./token-store";

export const amocrmBrand: PageBrand = { provider: "amoCRM", accent: { light: "#1668b8", dark: "#7cbcff" } };

interface Decision {
  integration: AmocrmIntegration;
  /** Null when consent is refused. */
  account: AmocrmAccount | null;
  state: string | null;
}

/** `GET /oauth` shows the page, `POST /oauth` decides. */
export function answerConsent(parts: AmocrmParts, store: TokenStore, incoming: Incoming): Answer {
  const given = incoming.method === "POST" ? incoming.fields : new Map(incoming.url.searchParams);
  const integration = parts.integrations.find(({ clientId }) => clientId === given.get("client_id"));
  if (!integration) return html(400, unknownIntegrationPage());
  const state = given.get("state") ?? null;
  if (incoming.method !== "POST") return html(200, consentPage(parts, integration, state));
  if (given.get("decision") !== "allow") {
    return redirect(callbackUrl(parts, store, { integration, account: null, state }));
  }
  const account = parts.accounts.find(({ subdomain }) => subdomain === given.get("account"));
  if (!account) return html(400, consentPage(parts, integration, state, "Выберите аккаунт."));
  return redirect(callbackUrl(parts, store, { integration, account, state }));
}

/** Where the browser goes after the decision; the query is the real one's. */
export function callbackUrl(parts: AmocrmParts, store: TokenStore, decision: Decision): string {
  const { integration, account, state } = decision;
  const url = new URL(integration.redirectUri);
  const add = (name: string, value: string | null) => {
    if (value !== null) url.searchParams.set(name, value);
  };
  if (account === null) {
    add("error", "access_denied");
    add("client_id", integration.clientId);
    add("state", state);
    return url.href;
  }
  const [{ id: userId }] = account.users;
  add("code", store.issueCode({ clientId: integration.clientId, accountId: account.id, userId }));
  add("state", state);
  add("referer", accountHost(parts, account));
  add("platform", "1");
  add("client_id", integration.clientId);
  return url.href;
}

function consentPage(
  parts: AmocrmParts,
  integration: AmocrmIntegration,
  state: string | null,
  problem?: string,
): string {
  const choices = parts.accounts.map(
    (account, index) => `<label class="choice">
<input type="radio" name="account" value="${account.subdomain}" data-testid="account-${account.subdomain}"${index === 0 ? " checked" : ""}>
<span>${escapeHtml(account.name)}<small>${escapeHtml(accountHost(parts, account))}</small></span></label>`,
  );
  const hidden = (name: string, value: string) =>
    `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  return renderPage({
    ...amocrmBrand,
    title: "Разрешить доступ?",
    content: `<p>Это имитация amoCRM. Интеграция <strong>Mostik</strong> просит доступ к данным аккаунта.</p>
${problem === undefined ? "" : `<p role="alert" data-testid="error">${escapeHtml(problem)}</p>`}
<form method="post" action="/oauth">
${hidden("client_id", integration.clientId)}${state === null ? "" : hidden("state", state)}
<fieldset><legend>Аккаунт</legend>${choices.join("\n")}</fieldset>
<div class="actions">
<button name="decision" value="deny" data-testid="deny">Отклонить</button>
<button class="primary" name="decision" value="allow" data-testid="allow">Разрешить</button>
</div></form>`,
  });
}

function unknownIntegrationPage(): string {
  return renderPage({
    ...amocrmBrand,
    title: "Интеграция не найдена",
    content: `<p data-testid="error">Проверьте параметр <code>client_id</code> в ссылке.</p>`,
  });
}
