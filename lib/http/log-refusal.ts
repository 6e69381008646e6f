import type { Context } from "@/lib/context";
import { AppError, type ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";
import { actorId } from "@/lib/services/audit/record";

const told: readonly ErrorCode[] = ["unauthenticated", "forbidden", "rate_limited"];
const againAfterMs = 60_000;
const rememberedAtMost = 10_000;
const limitedAt = new Map<string, number>();

type Asker = Pick<Context, "requestId" | "client"> & Partial<Pick<Context, "actor">>;

/**
 * Leaves a line of who was refused, from where and why, as guessing and probing are seen by it (OWASP
 * ASVS 16.3.1, 16.3.2). Of one asker over a limit there is a line a minute: the log has none.
 *
 * @param about what else is told; a login as its digest.
 */
export function logRefusal(error: unknown, asker: Asker, about: Record<string, string> = {}): void {
  if (!(error instanceof AppError) || !told.includes(error.code)) return;
  const { requestId, client, actor } = asker;
  const who = actor === undefined ? null : actorId(actor);
  if (error.code === "rate_limited" && wasToldLately(`${error.reason} ${who ?? client.ip}`)) return;
  const { code: refusal, reason } = error;
  log().info({ refusal, reason, requestId, ip: client.ip, actor: actor?.type, who, ...about }, "refused");
}

function wasToldLately(subject: string): boolean {
  const now = performance.now();
  const last = limitedAt.get(subject);
  if (last !== undefined && now - last < againAfterMs) return true;
  if (limitedAt.size >= rememberedAtMost) limitedAt.clear();
  limitedAt.set(subject, now);
  return false;
}
