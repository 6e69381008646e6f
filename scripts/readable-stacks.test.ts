import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, expect, test } from "vitest";
import { readableStacks } from "./readable-stacks.mjs";

const folder = mkdtempSync(join(tmpdir(), "mostik-stacks-"));

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a bundle of one file says of an error in its third line. */
async function stackFrom(place: string): Promise<string> {
  mkdirSync(join(folder, place), { recursive: true });
  const outfile = join(folder, place, "bundle.mjs");
  const contents = "// A line\n// and another\nprocess.stdout.write(String(new Error('told').stack))";
  await build({ stdin: { contents, sourcefile: "source.ts", loader: "ts" }, outfile, sourcemap: true });
  return execFileSync(process.execPath, [...readableStacks, outfile], { encoding: "utf8" });
}

test("a stack trace of ours names the line of the source; the maps of packages are not kept", async () => {
  expect(await stackFrom("ours")).toContain("source.ts:3");
  expect(await stackFrom("node_modules/theirs")).toContain("bundle.mjs:1");
});
