// No file over 250 lines: one that is has two reasons to change.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { root } from "./node.mjs";

const mostLines = 250;
process.chdir(process.argv[2] ?? root);
const files = execFileSync("git", [
  "ls-files",
  "--cached",
  "--others",
  "--exclude-standard",
  "*.ts",
  "*.tsx",
  "*.mjs",
])
  .toString()
  .split("\n")
  .filter((file) => file !== "" && !file.startsWith("scripts/patches/"));
const sizes = files.flatMap((file) => lines(file) ?? []).sort((left, right) => left.count - right.count);
const tooLong = sizes.filter(({ count }) => count > mostLines);
for (const { file, count } of tooLong) console.error(`${file} has ${count} lines, over ${mostLines}`);
const median = sizes[Math.floor(sizes.length / 2)]?.count ?? 0;
console.log(`${sizes.length} files, median ${median} lines, longest ${sizes.at(-1)?.count ?? 0}`);
process.exitCode = tooLong.length > 0 || sizes.length === 0 ? 1 : 0;

function lines(file) {
  try {
    return [{ file, count: readFileSync(file, "utf8").split("\n").length - 1 }];
  } catch {
    // Deleted and not yet committed.
    return null;
  }
}
