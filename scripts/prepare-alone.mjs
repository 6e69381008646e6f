// Runs on Node 20 with nothing installed: plain JavaScript, built-in modules only.
import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./node.mjs";

const EVERY_MS = 300;

/**
 * Does `work` while no other process prepares this project's folder: two that install or build at once would
 * overwrite each other. The lock ends with the process that holds it, in whatever way that ends.
 */
export async function prepareAlone(work, folder = root) {
  const name = `mostik-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`;
  let release = await take(name);
  if (release === null) console.log("Another process installs or builds here; waiting for it…");
  for (; release === null; release = await take(name)) await sleep(EVERY_MS);
  try {
    return await work();
  } finally {
    release();
  }
}

// Linux has names that nobody else can listen on and that leave no file behind; elsewhere Node must be new enough for SQLite.
function take(name) {
  return process.platform === "linux" ? takeName(name) : takeFile(name);
}

function takeName(name) {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(null) : reject(error)));
    server.listen(`\0${name}`, () => resolve(() => server.close()));
  });
}

function takeFile(name) {
  const sqlite = process.getBuiltinModule?.("node:sqlite");
  // A Node without it cannot run the project there either, and is told so next.
  if (sqlite === undefined) return () => {};
  const lock = new sqlite.DatabaseSync(join(tmpdir(), `${name}.lock`));
  try {
    lock.exec("begin exclusive");
    return () => lock.close();
  } catch {
    lock.close();
    return null;
  }
}
