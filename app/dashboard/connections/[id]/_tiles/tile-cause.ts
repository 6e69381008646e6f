import type { ProviderFailure } from "@/lib/domain/provider";
import { AppError } from "@/lib/errors";
import { providerFailure } from "@/lib/providers/provider";

export interface TileProblem {
  cause:
    | "reauth"
    | "off"
    | "refused"
    | "forbidden"
    | "scopes"
    | "unpaid"
    | "limited"
    | "unavailable"
    | "broken";
  /** The provider's own, or ours: for whoever helps. */
  code: string | null;
  retryAfterSeconds: number | null;
}

/** Why a tile has nothing to show; null for a bug, which is the error boundary's. */
export function tileProblem(error: unknown): TileProblem | null {
  if (!(error instanceof AppError)) return null;
  const retryAfterSeconds = error.retryAfterSeconds ?? null;
  const failure = providerFailure(error);
  if (failure !== null) {
    const cause = causeByStatus(failure.httpStatus) ?? causeByFailure(failure);
    return { cause, code: failure.code, retryAfterSeconds };
  }
  const cause = causeByCode(error);
  return cause === null ? null : { cause, code: null, retryAfterSeconds };
}

function causeByStatus(status: number | null): TileProblem["cause"] | null {
  if (status === 401) return "refused";
  if (status === 402) return "unpaid";
  if (status === 429) return "limited";
  return null;
}

function causeByFailure(failure: ProviderFailure): TileProblem["cause"] {
  if (failure.class === "transient" || failure.class === "ambiguous") return "unavailable";
  if (failure.code === "InsufficientScopes") return "scopes";
  // A 403 in HTML, which is a block, is transient: this one is about rights.
  return failure.httpStatus === 403 ? "forbidden" : "broken";
}

function causeByCode({ code }: AppError): TileProblem["cause"] | null {
  if (code === "reauth_required") return "reauth";
  if (code === "conflict") return "off";
  if (code === "rate_limited") return "limited";
  if (code === "unavailable" || code === "provider_error") return "unavailable";
  return code === "provider_not_configured" ? "broken" : null;
}
