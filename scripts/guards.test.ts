import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// A guard that cannot fail guards nothing: each is shown a violation in a copy of the project.
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "mostik-guards-"));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
    .toString()
    .trim()
    .split("\n");
  for (const file of files) cpSync(file, join(copy, file), { force: true, errorOnExist: false });
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
  cpSync(".next/types", join(copy, ".next/types"), { recursive: true });
  execFileSync("git", ["init", "-q"], { cwd: copy });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
}

function complaints(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
  expect(status).not.toBe(0);
  return stdout + stderr;
}

test("every rule of the layers complains of its violation", { timeout: 60_000 }, () => {
  const violations: Record<string, [string, string]> = {
    "no-circular": ["lib/domain/planted-a.ts", 'import "./planted-b"; export const a = 1;'],
    "lib-never-imports-app": ["lib/kv/planted-app.ts", 'import "@/app/_ui/cn";'],
    "sandbox-stays-outside": ["app/planted-sandbox.ts", 'import "@/sandbox/control/clock";'],
    "domain-is-pure": ["lib/domain/planted-io.ts", 'import "@/lib/env";'],
    "db-is-a-leaf": ["db/planted-up.ts", 'import "@/lib/log";'],
    "providers-know-no-database": ["lib/providers/planted-db.ts", 'import "@/db/client";'],
    "handlers-know-no-framework": ["lib/api/handlers/planted-next.ts", 'import "next/headers";'],
    "segments-are-private": ["app/dashboard/settings/planted.ts", 'import "../referrals/actions";'],
    "the-kit-knows-no-product": ["app/_ui/planted.ts", 'import "@/lib/services/user/get";'],
    "queries-only-in-services": ["lib/jobs/planted-query.ts", 'import "@/db/schema/user";'],
    "framework-at-the-edge": ["lib/kv/planted-next.ts", 'import "next/headers";'],
    "one-door-store": ["lib/services/planted-store.ts", 'import "@upstash/redis";'],
    "one-door-mail": ["lib/services/planted-mail.ts", 'import "resend";'],
    "one-door-queue": ["lib/services/planted-queue.ts", 'import "pg-boss";'],
    "one-door-out": ["lib/services/planted-out.ts", 'import "undici";'],
    "one-door-crypto": ["lib/services/planted-crypto.ts", 'import "node:crypto";'],
  };
  plant("lib/domain/planted-b.ts", 'import "./planted-a"; export const b = 1;');
  for (const [file, text] of Object.values(violations)) plant(file, text);
  const said = complaints("scripts/check-layers.mjs", copy);
  for (const [rule, [file]] of Object.entries(violations)) {
    expect(said).toMatch(new RegExp(`${rule}: [^\\n]*${file.replace(/[.]/g, "\\.")}`));
  }
});

test("an empty run of the layers is a failure", { timeout: 60_000 }, () => {
  const empty = mkdtempSync(join(tmpdir(), "mostik-empty-"));
  for (const root of ["app", "db", "lib", "pages", "sandbox", "scripts", "e2e"]) mkdirSync(join(empty, root));
  for (const file of ["proxy.ts", "instrumentation.ts"]) writeFileSync(join(empty, file), "export {};");
  writeFileSync(join(empty, "tsconfig.json"), "{}");
  expect(complaints("scripts/check-layers.mjs", empty)).toContain("the check itself is broken");
  rmSync(empty, { recursive: true, force: true });
});

test("a file over 250 lines is refused", () => {
  const long = ["lib/domain/planted-long.ts", "lib/domain/planted-long.test.ts", "e2e/planted-long.spec.ts"];
  for (const file of long) plant(file, "// a line\n".repeat(251));
  const said = complaints("scripts/check-sizes.mjs", copy);
  for (const file of long) expect(said).toContain(`${file} has 251 lines`);
});

test("text outside messages/ and a key that one language lacks are refused", () => {
  plant("lib/domain/planted-text.ts", 'export const greeting = "Привет";');
  plant("messages/ru/common.json", '{"planted":"да"}');
  const said = complaints("scripts/check-texts.mjs", copy);
  expect(said).toContain("lib/domain/planted-text.ts:1 holds Russian text");
  expect(said).toContain("messages/en/common.json lacks planted");
});

test("a document that names what is not there is refused", () => {
  plant("docs/planted.md", "See `lib/no-such-file.ts` and `npm run no-such-script`.");
  const said = complaints("scripts/check-documents.mjs", copy);
  expect(said).toContain("names lib/no-such-file.ts");
  expect(said).toContain("names npm run no-such-script");
});

test("the linter refuses what the house refuses", { timeout: 60_000 }, () => {
  const violations: Record<string, string> = {
    noExplicitAny: "export const a = (x: any) => x;",
    noNonNullAssertion: "export const b = (x: string | null) => x!.length;",
    noTsIgnore: "// @ts-ignore\nexport const c: number = 'x';",
    noConsole: 'console.log("x");',
    noDefaultExport: "export default 1;",
    noProcessEnv: "export const d = process.env.HOME;",
    noExcessiveLinesPerFunction: `export function long() {\n${"  Math.random();\n".repeat(60)}}`,
    noBarrelFile: 'export * from "./page";',
    useThrowOnlyError: 'export function e() { throw "text"; }',
  };
  for (const [rule, text] of Object.entries(violations))
    plant(`lib/domain/planted-${rule.toLowerCase()}.ts`, text);
  plant("lib/domain/PlantedName.ts", "export const f = 1;");
  const said = complaints(
    "node_modules/@biomejs/biome/bin/biome",
    "check",
    "lib/domain",
    "--max-diagnostics=200",
  );
  for (const rule of [...Object.keys(violations), "useFilenamingConvention", "format"])
    expect(said).toContain(rule);
});

test("dead code and an unused file are refused", { timeout: 60_000 }, () => {
  plant("lib/domain/planted-dead.ts", "export const dead = 1;");
  expect(complaints("node_modules/knip/bin/knip.js")).toContain("lib/domain/planted-dead.ts");
});

test("the type checker is strict", { timeout: 120_000 }, () => {
  plant("lib/domain/planted-types.ts", "export const first = (list: string[]): string => list[0];");
  expect(complaints("node_modules/typescript/bin/tsc", "--noEmit")).toContain("lib/domain/planted-types.ts");
});
