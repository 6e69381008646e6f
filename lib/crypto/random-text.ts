import "server-only";
import { randomInt } from "node:crypto";

/** `length` characters, each drawn evenly from the alphabet by the system's generator. */
export function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
