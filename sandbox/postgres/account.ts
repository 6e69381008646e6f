import { createHash } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Who runs PostgreSQL, which refuses to be root. */
export interface Account {
  /** Options for `spawn`; empty when the current user runs it. */
  credentials: { uid?: number; gid?: number };
  /** A folder which that user can enter. */
  home: string;
}

const NOBODY = 65534;

/** The current user, or nobody when that is root. */
export function chooseAccount(): Account {
  if (process.getuid?.() !== 0)
    return { credentials: {}, home: join(tmpdir(), `mostik-${process.getuid?.()}`) };
  return { credentials: { uid: NOBODY, gid: NOBODY }, home: sharedHome() };
}

/**
 * Where the files of `wanted` may lie so that `account` reaches them: `wanted` itself, or a folder of the
 * same meaning in the account's home when an ancestor (such as /root) is closed to it.
 */
export function reachableFolder(wanted: string, account: Account): string {
  if (account.credentials.uid === undefined || isOpenPath(dirname(wanted))) return wanted;
  return join(account.home, createHash("sha256").update(wanted).digest("hex").slice(0, 16));
}

/** Makes a folder, private to `account`. */
export function makePrivateFolder(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, gid } = account.credentials;
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  chmodSync(folder, 0o700);
}

/** The environment of PostgreSQL's programs: neither our secrets nor the language of the machine. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" };
}

function sharedHome(): string {
  for (const home of ["/var/lib/mostik", join(tmpdir(), "mostik-root")]) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o755 });
      if (statSync(home).uid === 0 && isOpenPath(home)) return home;
    } catch {
      // A read-only /var/lib: the next candidate.
    }
  }
  throw new Error("There is no folder in which PostgreSQL could run as an unprivileged user.");
}

function isOpenPath(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const mode = statSync(folder, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && (mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
