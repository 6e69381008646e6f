import type { Context, UserActor } from "@/lib/context";
import type { ProviderId } from "@/lib/domain/provider";
import { completeConnect } from "@/lib/services/connection/complete-connect";
import { startConnect } from "@/lib/services/connection/start-connect";

/** Connects an account as a person would, the sandbox's provider being told what the person decides. */
export async function connectDemo(
  ctx: Context<UserActor>,
  provider: ProviderId,
  upstream: { origin: string; account: string },
): Promise<string> {
  const url = await startConnect(ctx, { provider, connectionId: null });
  const response = await fetch(`${upstream.origin}/_sandbox/authorize`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url: url.toString(), account: upstream.account }),
  });
  const { redirectTo } = (await response.json()) as { redirectTo?: string };
  if (redirectTo === undefined) throw new Error(`The sandbox of ${provider} did not consent.`);
  return await completeConnect(ctx, new URL(redirectTo).searchParams);
}
