// Text for people lives in messages/: no Cyrillic letter in the product's code, and the same keys in each language.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { root } from "./node.mjs";

process.chdir(process.argv[2] ?? root);
const problems = [];
// A language's own name, the page that shows when nothing else works, and the alphabet in which foul words are looked for.
const allowed = new Set([
  "app/_ui/locale-switch.tsx",
  "app/global-error.tsx",
  "lib/domain/offensive-text.ts",
]);
const files = execFileSync("git", [
  "ls-files",
  "--cached",
  "--others",
  "--exclude-standard",
  "app",
  "lib",
  "db",
  "pages",
  "proxy.ts",
])
  .toString()
  .split("\n")
  .filter(
    (file) =>
      /\.tsx?$/.test(file) &&
      !/\.test\.tsx?$/.test(file) &&
      !file.startsWith("lib/testing/") &&
      !allowed.has(file),
  );
for (const file of files) {
  const text = read(file);
  const line = text.split("\n").findIndex((content) => /[а-яё]/i.test(content));
  if (line >= 0) problems.push(`${file}:${line + 1} holds Russian text outside messages/`);
}
// The texts of the older protocols are part of the protocol and exist in one language.
const protocols = new Set(["twinproxy.json"]);
for (const name of readdirSync("messages/ru").filter((name) => !protocols.has(name))) {
  const [ru, en] = ["ru", "en"].map((language) =>
    keys(JSON.parse(read(`messages/${language}/${name}`) || "{}")),
  );
  for (const key of ru.filter((key) => !en.includes(key))) problems.push(`messages/en/${name} lacks ${key}`);
  for (const key of en.filter((key) => !ru.includes(key))) problems.push(`messages/ru/${name} lacks ${key}`);
}
for (const problem of problems) console.error(problem);
console.log(`${files.length} files`);
process.exitCode = problems.length > 0 || files.length === 0 ? 1 : 0;

function keys(value, prefix = "") {
  if (typeof value !== "object" || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, inner]) =>
    keys(inner, prefix === "" ? key : `${prefix}.${key}`),
  );
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
