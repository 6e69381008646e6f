import type { Context, UserActor } from "@/lib/context";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import type { ProviderId } from "@/lib/domain/provider";
import { completeConnect } from "@/lib/services/connection/complete-connect";
import { startConnect } from "@/lib/services/connection/start-connect";

/** Connects an account as a person would, the sandbox's provider being told what the person decides. */
export async function connectDemo(
  ctx: Context<UserActor>,
  provider: ProviderId,
  upstream: { origin: string; account: string; cluster?: DodoisClusterId },
): Promise<string> {
  const { cluster } = upstream;
  const start = { provider, connectionId: null, ...(cluster !== undefined && { cluster }) };
  const url = await startConnect(ctx, start);
  const response = await fetch(`${upstream.origin}/_sandbox/authorize`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url: url.toString(), account: upstream.account }),
  });
  const { redirectTo } = (await response.json()) as { redirectTo?: string };
  if (redirectTo === undefined) throw new Error(`The sandbox of ${provider} did not consent.`);
  return await completeConnect(ctx, new URL(redirectTo).searchParams);
}
