import "server-only";
import { sql } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { healthy } from "./healthy";

/**
 * What a row looks like without its tokens. The generation rises, so that a refresh under way finds
 * nothing to write to.
 */
export const forgotten = {
  ...healthy,
  gen: sql`${connections.gen} + 1`,
  accessTokenSealed: null,
  refreshTokenSealed: null,
  keyId: null,
  refreshFingerprint: null,
  expiresAt: null,
  refreshExpiresAt: null,
  nextRefreshAt: null,
};
