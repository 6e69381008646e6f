import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, makePrivateFolder, plainEnvironment } from "@/sandbox/postgres/account";

export const SUPERUSER = "mostik";

/**
 * Makes the cluster in `<folder>/cluster` unless it is there, and reads its password from `<folder>/password`.
 * The work is done under another name, so that an interrupted first start leaves no half-made cluster.
 */
export async function initialise(
  folder: string,
  binaries: string,
  account: Account,
): Promise<{ cluster: string; password: string }> {
  const cluster = join(folder, "cluster");
  const passwordFile = join(folder, "password");
  if (existsSync(cluster)) return { cluster, password: readFileSync(passwordFile, "utf8") };
  makePrivateFolder(folder, account);
  const password = randomBytes(24).toString("base64url");
  const partial = `${cluster}.partial`;
  rmSync(partial, { recursive: true, force: true });
  makePrivateFolder(partial, account);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  const { uid, gid } = account.credentials;
  if (uid !== undefined && gid !== undefined) chownSync(passwordFile, uid, gid);
  await runInitdb(join(binaries, "bin", "initdb"), partial, passwordFile, account);
  renameSync(partial, cluster);
  return { cluster, password };
}

function runInitdb(program: string, cluster: string, passwordFile: string, account: Account): Promise<void> {
  const options = [
    ["--pgdata", cluster],
    ["--username", SUPERUSER],
    ["--pwfile", passwordFile],
    ["--auth", "scram-sha-256"],
    ["--encoding", "UTF8"],
    // The built-in provider is the same on every machine, whatever locales it has.
    ["--locale-provider", "builtin"],
    ["--builtin-locale", "C.UTF-8"],
    ["--locale", "C"],
  ].map(([name, value]) => `${name}=${value}`);
  const child = spawn(program, [...options, "--no-sync", "--no-instructions"], {
    ...account.credentials,
    cwd: "/",
    env: plainEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`PostgreSQL's initdb failed (${code}):\n${complaint}`)),
    );
  });
}
