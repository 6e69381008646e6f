import "server-only";
import { type AmocrmReason, amocrmReason } from "@/lib/domain/amocrm-hint";
import { AppError } from "@/lib/errors";
import { providerFailure } from "@/lib/providers/provider";

/** The same error, with words for the person whose integration it is about. */
export function integrationRefusal(error: unknown): unknown {
  const reason = refusalReason(error);
  return reason === null ? error : new AppError("bad_request", { reason, cause: error });
}

export function refusalReason(error: unknown): AmocrmReason | null {
  return amocrmReason(providerFailure(error)?.code ?? "");
}
