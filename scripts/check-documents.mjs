// A path or an npm script that a document names exists.
import { existsSync, globSync, readFileSync } from "node:fs";
import { root } from "./node.mjs";

process.chdir(process.argv[2] ?? root);
const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const documents = ["README.md", "AGENTS.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md")].filter(
  existsSync,
);
const problems = documents.flatMap((document) => {
  const text = readFileSync(document, "utf8");
  const paths = [
    ...text.matchAll(/`((?:app|db|docs|e2e|lib|messages|sandbox|scripts|\.ci)\/[\w./[\]()-]*)`/g),
  ];
  const named = [...text.matchAll(/npm (?:run ([a-z][a-z:-]*[a-z])|(?:start|test)\b)/g)].map(
    ([all, name]) => name ?? all.slice(4),
  );
  return [
    ...paths
      .map(([, path]) => path)
      .filter((path) => !existsSync(path))
      .map((path) => `${document} names ${path}, which is not there`),
    ...named
      .filter((name) => !["ci", "install"].includes(name) && scripts[name] === undefined)
      .map((name) => `${document} names npm run ${name}, which is not there`),
  ];
});
for (const problem of problems) console.error(problem);
console.log(`${documents.length} documents`);
process.exitCode = problems.length > 0 || documents.length === 0 ? 1 : 0;
