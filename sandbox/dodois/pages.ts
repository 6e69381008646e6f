import { escapeHtml, type PageBrand, renderPage } from "@/sandbox/control/page";
import type { DodoisPerson } from "@/sandbox/data/dodois-people";
import { scopeNames } from "./options";

export const dodoisBrand: PageBrand = { provider: "Dodo IS", accent: { light: "#b84300", dark: "#ff9a57" } };

/** Picks who signs in: one press, no password. */
export function loginPage(uid: string, people: DodoisPerson[]): string {
  const choices = people.map(
    (
      person,
    ) => `<button class="choice" name="account" value="${person.id}" data-testid="account-${person.id}">
<span>${escapeHtml(personName(person))}<small>${escapeHtml(person.position)}</small></span></button>`,
  );
  return renderPage({
    ...dodoisBrand,
    title: "Вход в аккаунт",
    content: `<p>Это имитация Dodo IS. Выберите, кто входит: пароль не нужен.</p>
<form method="get" action="/interaction/${escapeHtml(uid)}">${choices.join("\n")}</form>`,
  });
}

export function consentPage(uid: string, person: DodoisPerson, client: string, scopes: string[]): string {
  const items = scopes.map(
    (scope) => `<li>${escapeHtml(scopeNames[scope] ?? scope)}<br><code>${escapeHtml(scope)}</code></li>`,
  );
  return renderPage({
    ...dodoisBrand,
    title: "Разрешить доступ?",
    content: `<p>Приложение <strong>${escapeHtml(client)}</strong> просит доступ к аккаунту
<strong data-testid="account">${escapeHtml(personName(person))}</strong>.</p>
<ul aria-label="Запрошенные права" data-testid="scopes">${items.join("\n")}</ul>
<form method="post" action="/interaction/${escapeHtml(uid)}">
<input type="hidden" name="account" value="${person.id}">
<div class="actions">
<button name="decision" value="deny" data-testid="deny">Отклонить</button>
<button class="primary" name="decision" value="allow" data-testid="allow">Разрешить</button>
</div></form>
<p style="margin:16px 0 0"><a href="/interaction/${escapeHtml(uid)}" data-testid="other-account">Выбрать другой аккаунт</a></p>`,
  });
}

export function errorPage(error: string, description: string): string {
  return renderPage({
    ...dodoisBrand,
    title: "Войти не получилось",
    content: `<p>Запрос авторизации неверный: вернитесь в приложение и начните заново.</p>
<p data-testid="error"><code>${escapeHtml(error)}</code><br>${escapeHtml(description)}</p>`,
  });
}

export function signOutPage(form: string): string {
  return renderPage({
    ...dodoisBrand,
    title: "Выйти из Dodo IS?",
    content: `${form}<div class="actions">
<button class="primary" form="op.logoutForm" name="logout" value="yes" data-testid="sign-out">Выйти</button></div>`,
  });
}

export function signedOutPage(): string {
  return renderPage({ ...dodoisBrand, title: "Вы вышли", content: "<p>Эту страницу можно закрыть.</p>" });
}

export function personName(person: DodoisPerson): string {
  return `${person.givenName} ${person.familyName}`;
}
