import "server-only";
import type { Context } from "@/lib/context";
import { clientLinkHost } from "@/lib/domain/twinproxy/client-link";
import { AppError } from "@/lib/errors";
import type { Credentials } from "@/lib/providers/provider";
import { provider } from "@/lib/providers/registry";

/**
 * Spends an authorization code at the account that a client link means. Nothing is stored.
 *
 * @throws {AppError} `bad_request` for a link that means no account; what the provider throws.
 */
export async function exchangeAtLink(
  ctx: Context,
  { link, code, credentials }: { link: string; code: string; credentials: Credentials },
) {
  const host = clientLinkHost(link);
  if (host === null) throw new AppError("bad_request", { reason: "client_link_refused" });
  return await provider("amocrm").exchangeCode({
    callback: new URLSearchParams({ code, referer: host }),
    state: "",
    nonce: "",
    codeVerifier: "",
    redirectUri: credentials.redirectUri,
    credentials,
    cluster: "io",
    now: ctx.now,
  });
}
