import { createHash } from "node:crypto";

/** A number in [0, 1) that is always the same for the same words: the data look alive and never change. */
export function chance(...words: (string | number)[]): number {
  return createHash("sha256").update(words.join("|")).digest().readUInt32BE(0) / 2 ** 32;
}

/** 32 lower-case hexadecimal digits, always the same for the same words. */
export function hexId(...words: (string | number)[]): string {
  return createHash("sha256").update(words.join("|")).digest("hex").slice(0, 32);
}

export function pick<T>(items: readonly [T, ...T[]], ...words: (string | number)[]): T {
  return items[Math.floor(chance(...words) * items.length)] ?? items[0];
}
