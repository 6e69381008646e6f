const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

export interface PageBrand {
  /** What the imitated provider is called. */
  provider: string;
  accent: { light: string; dark: string };
}

interface Page extends PageBrand {
  title: string;
  /** HTML; whatever comes from outside is already escaped. */
  content: string;
}

/** A small page of the sandbox: readable on a phone, in light and dark, without scripts. */
export function renderPage(page: Page): string {
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)} · ${escapeHtml(page.provider)}</title>
<style>:root{--accent:${page.accent.light};--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--accent:${page.accent.dark};--on-accent:#111}}
${style}</style>
</head>
<body>
<header><strong>${escapeHtml(page.provider)}</strong> <span class="badge">песочница</span></header>
<main>
<h1>${escapeHtml(page.title)}</h1>
${page.content}
</main>
</body>
</html>`;
}

const style = `
:root{--page:#f6f6f7;--card:#fff;--text:#1b1b1f;--muted:#5c5c66;--line:#dcdce2}
@media (prefers-color-scheme:dark){:root{--page:#141417;--card:#1e1e23;--text:#ededf0;--muted:#a6a6b2;--line:#383840}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif;
display:flex;flex-direction:column;align-items:center;padding:24px 16px}
header{width:100%;max-width:440px;margin:4vh 0 16px;display:flex;gap:10px;align-items:center;font-size:18px}
.badge{font-size:12px;color:var(--muted);border:1px solid var(--line);border-radius:99px;padding:1px 8px}
main{width:100%;max-width:440px;background:var(--card);border:1px solid var(--line);border-radius:16px;padding:24px}
h1{font-size:22px;line-height:1.25;margin:0 0 8px}
p{margin:0 0 16px;color:var(--muted)}
p strong{color:var(--text)}
ul{margin:0 0 20px;padding:0;list-style:none;border-top:1px solid var(--line)}
li{padding:10px 0;border-bottom:1px solid var(--line)}
code{color:var(--muted);font-size:13px;overflow-wrap:anywhere}
fieldset{border:0;margin:0 0 20px;padding:0}
legend{padding:0;margin:0 0 8px;color:var(--muted)}
button,label.choice{font:inherit;color:inherit;width:100%;min-height:48px;border-radius:12px;border:1px solid var(--line);
background:transparent;padding:10px 16px;cursor:pointer}
button.choice,label.choice{display:flex;gap:12px;align-items:center;text-align:left;margin:0 0 10px}
.choice small{display:block;color:var(--muted)}
.choice input{width:18px;height:18px;accent-color:var(--accent)}
.choice:hover{border-color:var(--accent)}
.actions{display:flex;gap:12px;flex-wrap:wrap}
.actions button{flex:1 1 140px;font-weight:600}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
a{color:inherit}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;
