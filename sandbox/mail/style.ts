export const mailboxStyle = `
:root{--page:#f6f6f7;--card:#fff;--text:#1b1b1f;--muted:#5c5c66;--line:#dcdce2;--accent:#2759d6}
@media (prefers-color-scheme:dark){:root{--page:#141417;--card:#1e1e23;--text:#ededf0;--muted:#a6a6b2;--line:#383840;--accent:#93b1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif;padding:24px 16px 48px}
header,main{max-width:820px;margin:0 auto}
header{display:flex;gap:10px;align-items:center;font-size:18px;margin-bottom:16px}
.badge{font-size:12px;color:var(--muted);border:1px solid var(--line);border-radius:99px;padding:1px 8px}
main{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:24px}
h1{font-size:22px;line-height:1.25;margin:0 0 16px;overflow-wrap:anywhere}
h2{font-size:16px;margin:28px 0 10px}
a{color:var(--accent)}
label{display:block;font-size:14px;color:var(--muted);margin-bottom:4px}
.row{display:flex;gap:10px}
input,button{font:inherit;color:inherit;min-height:44px;border-radius:10px;border:1px solid var(--line);background:transparent;padding:8px 14px}
input{flex:1;min-width:0}
button{cursor:pointer;font-weight:600}
.count,.empty{color:var(--muted);font-size:14px}
ul{list-style:none;margin:0;padding:0}
.list{border-top:1px solid var(--line)}
.list a{display:grid;grid-template-columns:1fr auto;gap:2px 16px;padding:12px 4px;border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
.list a:hover .subject{text-decoration:underline}
.subject{font-weight:600;overflow-wrap:anywhere}
.meta{grid-row:2;color:var(--muted);font-size:14px;overflow-wrap:anywhere}
time{color:var(--muted);font-size:14px;white-space:nowrap}
dl{margin:0;border-top:1px solid var(--line)}
dl div{display:grid;grid-template-columns:minmax(110px,180px) 1fr;gap:12px;padding:8px 0;border-bottom:1px solid var(--line)}
dt{color:var(--muted);font-size:14px;overflow-wrap:anywhere}
dd{margin:0;overflow-wrap:anywhere}
.links li{padding:4px 0;overflow-wrap:anywhere}
iframe{width:100%;height:640px;border:1px solid var(--line);border-radius:10px;background:#fff;resize:vertical}
pre{margin:0;padding:16px;border:1px solid var(--line);border-radius:10px;white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.5 ui-monospace,monospace}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:560px){.list a{grid-template-columns:1fr}.meta{grid-row:auto}dl div{grid-template-columns:1fr;gap:0}}
`;
