import { escapeHtml } from "@/sandbox/control/page";
import { linksOf } from "./links";
import type { Message } from "./message-store";
import { mailboxStyle } from "./style";

const listed = 200;

export function listPage(messages: Message[], q: string): string {
  const items = messages.slice(0, listed).map(
    (mail) => `<li data-testid="message"><a href="/messages/${mail.id}">
<span class="subject">${escapeHtml(mail.subject)}${mail.isSuppressed ? ` <span class="badge">не доставлено</span>` : ""}</span>
<span class="meta">${escapeHtml(mail.to.join(", "))}</span>
<time datetime="${mail.createdAt}">${escapeHtml(shortTime(mail.createdAt))}</time></a></li>`,
  );
  const none =
    q === "" ? "Писем пока нет. Они появятся здесь, как только их отправят." : "Ничего не нашлось.";
  return page(
    "Письма",
    `<p><a href="/templates">Шаблоны писем</a></p>
<form class="search" role="search" method="get" action="/">
<label for="q">Адрес или тема</label>
<div class="row"><input id="q" type="search" name="q" value="${escapeHtml(q)}" autocomplete="off">
<button type="submit">Найти</button></div></form>
<p class="count" role="status">Найдено: ${messages.length}${messages.length > listed ? `, показаны последние ${listed}` : ""}</p>
${items.length === 0 ? `<p class="empty">${none}</p>` : `<ul class="list">${items.join("\n")}</ul>`}`,
  );
}

export function messagePage(mail: Message, canReport: boolean, answered: string | null): string {
  const facts: [string, string][] = [
    ["От", mail.from],
    ["Кому", mail.to.join(", ")],
    ["Получено", mail.createdAt],
    ...Object.entries(mail.headers ?? {}),
    ["Idempotency-Key", mail.idempotencyKey ?? "нет"],
  ];
  if (mail.isSuppressed) facts.push(["Не доставлено", "Resend больше не отправляет на этот адрес"]);
  const rows = facts.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return page(
    mail.subject,
    `<p><a href="/">Все письма</a></p>
<dl>${rows.join("\n")}</dl>
${canReport ? reportForm(mail.id, answered) : ""}
${linkList(linksOf(mail.html ?? ""))}
<h2>Как видит получатель</h2>
${mail.html === undefined ? `<p class="empty">HTML-части нет.</p>` : frame(mail.html)}
<h2>Текстовая часть</h2>
${mail.text === undefined ? `<p class="empty">Текстовой части нет.</p>` : `<pre tabindex="0" data-testid="text">${escapeHtml(mail.text)}</pre>`}`,
  );
}

export function listTemplatesPage(names: readonly string[], locales: readonly string[]): string {
  const items = names.map((name) => {
    const links = locales.map((locale) => `<a href="/templates/${name}/${locale}">${name}, ${locale}</a>`);
    return `<li>${links.join(" ")}</li>`;
  });
  return page("Шаблоны писем", `<p><a href="/">Все письма</a></p><ul class="links">${items.join("\n")}</ul>`);
}

/** Plays the recipient's side: what Resend would tell the product of it. */
function reportForm(id: string, answered: string | null): string {
  const told = answered === null ? "" : `<p role="status">Mostik ответил: ${escapeHtml(answered)}</p>`;
  return `<h2>Что стало с письмом</h2>${told}
<form method="post" action="/report" class="row"><input type="hidden" name="id" value="${id}">
<button name="kind" value="bounced">Вернулось навсегда</button>
<button name="kind" value="complained">Отмечено как спам</button></form>`;
}

export function missingPage(): string {
  return page("Такого письма нет", `<p>Возможно, ящик очистили. <a href="/">Все письма</a></p>`);
}

// No scripts and no origin inside; links may open a tab of their own, or nobody could follow them.
function frame(html: string): string {
  return `<iframe title="Письмо" data-testid="html" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(html)}"></iframe>`;
}

function linkList(links: string[]): string {
  if (links.length === 0) return "";
  const items = links.map(
    (href) => `<li><a rel="noreferrer" href="${escapeHtml(href)}">${escapeHtml(href)}</a></li>`,
  );
  return `<h2>Ссылки</h2><ul class="links" data-testid="links">${items.join("\n")}</ul>`;
}

function shortTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Почтовый ящик</title>
<style>${mailboxStyle}</style>
</head>
<body>
<header><strong>Почтовый ящик</strong> <span class="badge">песочница</span></header>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>`;
}
