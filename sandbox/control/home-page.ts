import type { SandboxAccount } from "./control-routes";
import { escapeHtml, type PageBrand, renderPage } from "./page";

/** What a person finds at the imitation's own address: which provider it stands in for, and who can sign in. */
export function homePage(brand: PageBrand, accounts: SandboxAccount[], now: Date): string {
  const items = accounts.map(
    ({ id, name }) => `<li>${escapeHtml(name)}<br><code>${escapeHtml(id)}</code></li>`,
  );
  return renderPage({
    ...brand,
    title: "Имитация провайдера",
    content: `<p>Здесь можно подключать аккаунты и проверять сбои, не трогая настоящий ${escapeHtml(brand.provider)}.</p>
<ul aria-label="Аккаунты">${items.join("\n")}</ul>
<p>Часы песочницы: <strong>${now.toISOString()}</strong></p>
<p style="margin:0">Управление: <code>/_sandbox/</code> clock, faults, settings, revoke, calls, stats, reset.</p>`,
  });
}
