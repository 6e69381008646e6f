import { z } from "zod";

/** Letters, digits, spaces, dots, hyphens and underscores of any script; no @, so it is never an address. */
const Pseudonym = z
  .string()
  .trim()
  .normalize("NFKC")
  .min(3, "pseudonym_too_short")
  .max(32, "pseudonym_too_long")
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, "pseudonym_characters");

export const BoardName = z.object({ name: Pseudonym });
