import { z } from "zod";
import { isDodoisClusterId } from "@/lib/domain/dodois-cluster";
import { isProviderId } from "@/lib/domain/provider";
import { AppError } from "@/lib/errors";
import { connectionsRedirect, failedRedirect } from "@/lib/http/connect-redirect";
import { limitConnecting } from "@/lib/http/limit-connecting";
import { requirePageContext } from "@/lib/http/page-context";
import { startConnect } from "@/lib/services/connection/start-connect";

/** Sends the person to the provider's consent page; another site may not send them there. */
export async function GET(
  request: Request,
  context: RouteContext<"/api/connect/[provider]">,
): Promise<Response> {
  const ctx = await requirePageContext();
  const asked = new URL(request.url).searchParams;
  const connectionId = asked.get("connection");
  try {
    if (request.headers.get("sec-fetch-site") === "cross-site") throw new AppError("forbidden");
    await limitConnecting(ctx);
    const { provider } = await context.params;
    if (!isProviderId(provider)) throw new AppError("not_found");
    if (connectionId !== null && !z.uuid().safeParse(connectionId).success) throw new AppError("not_found");
    const cluster = provider === "dodois" ? asked.get("cluster") : null;
    if (cluster !== null && !isDodoisClusterId(cluster)) throw new AppError("not_found");
    const start = { provider, connectionId, ...(cluster !== null && { cluster }) };
    return connectionsRedirect(await startConnect(ctx, start));
  } catch (error) {
    return failedRedirect(error, connectionId, ctx.requestId);
  }
}
