import { createHash } from "node:crypto";
import type { Command, Reply } from "@/sandbox/store/store";

const UPSTASH_FLAG = "allow-key-locking";
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");

/**
 * Upstash's clients head their Lua with a flag that only Upstash knows and stock Redis refuses. This takes the flag
 * away and remembers under which SHA1 Redis keeps the script, so that EVALSHA with the original SHA1 finds it.
 */
export class ScriptDialect {
  readonly #kept = new Map<string, string>();

  /** The command in Redis's own dialect. */
  translate(command: Command): Command {
    const [name, first, second, ...rest] = command;
    if (first === undefined) return command;
    if (/^eval(_ro)?$/i.test(name)) return [name, this.#keep(first), ...command.slice(2)];
    if (/^evalsha(_ro)?$/i.test(name)) return [name, this.#find(first), ...command.slice(2)];
    if (!/^script$/i.test(name) || second === undefined) return command;
    if (/^load$/i.test(first)) return [name, first, this.#keep(second)];
    return [name, first, this.#find(second), ...rest.map((sha) => this.#find(sha))];
  }

  /** The answer to `command` as its sender expects it: SCRIPT LOAD tells the SHA1 of what was sent. */
  answer([name, first, script]: Command, reply: Reply): Reply {
    const isLoad = /^script$/i.test(name) && /^load$/i.test(first ?? "");
    return isLoad && script !== undefined && Buffer.isBuffer(reply) ? Buffer.from(sha1(script)) : reply;
  }

  #keep(script: string): string {
    const plain = withoutFlag(script);
    if (plain !== script) this.#kept.set(sha1(script), sha1(plain));
    return plain;
  }

  #find(sha: string): string {
    return this.#kept.get(sha.toLowerCase()) ?? sha;
  }
}

// The line stays, empty if need be: line numbers in errors remain those of the author.
function withoutFlag(script: string): string {
  return script.replace(/^#!lua([^\n]*)/, (head, options: string) => {
    const flags = /flags=([\w,-]+)/.exec(options)?.[1]?.split(",") ?? [];
    if (!flags.includes(UPSTASH_FLAG)) return head;
    const others = flags.filter((flag) => flag !== UPSTASH_FLAG);
    return others.length === 0 ? "" : head.replace(/flags=[\w,-]+/, `flags=${others.join(",")}`);
  });
}
