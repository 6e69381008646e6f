import "server-only";
import { z } from "zod";
import { hmacSha256, secretsMatch } from "@/lib/crypto/token";
import { MailKind } from "@/lib/domain/mail-kind";
import { env } from "@/lib/env";
import { appLink } from "./app-link";

const Parts = z.tuple([z.uuid(), MailKind, z.string()]);

/** Who no longer wants which notices. */
export interface Unsubscription {
  userId: string;
  kind: MailKind;
}

/**
 * The addresses in a notice: one for people, which asks first, and one for mail programs (RFC 8058),
 * which a POST is enough for. Both work without signing in and for this kind alone, for ever.
 */
export function unsubscribeLinks(of: Unsubscription): { unsubscribeLink: string; oneClickLink: string } {
  const token = `${of.userId}.${of.kind}.${signatureOf(of)}`;
  return {
    unsubscribeLink: appLink(`/unsubscribe?token=${token}`),
    oneClickLink: appLink(`/api/unsubscribe?token=${token}`),
  };
}

/** Null for a token that is not ours. */
export function readUnsubscribeToken(token: string): Unsubscription | null {
  const parts = Parts.safeParse(token.split("."));
  if (!parts.success) return null;
  const [userId, kind, signature] = parts.data;
  return secretsMatch(signature, signatureOf({ userId, kind })) ? { userId, kind } : null;
}

function signatureOf({ userId, kind }: Unsubscription): string {
  return hmacSha256(env().AUTH_SECRET, `unsubscribe:${userId}:${kind}`).slice(0, 32);
}
