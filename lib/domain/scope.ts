import { z } from "zod";

/** What an API key may do. Later parts of the API add theirs here. */
export const scopes = [
  "connections:read",
  "connections:token",
  "connections:proxy",
  "referrals:read",
  "referrals:write",
] as const;

export const Scope = z.enum(scopes);
export type Scope = z.infer<typeof Scope>;
