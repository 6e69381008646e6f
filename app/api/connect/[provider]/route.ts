import { z } from "zod";
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
  const connectionId = new URL(request.url).searchParams.get("connection");
  try {
    if (request.headers.get("sec-fetch-site") === "cross-site") throw new AppError("forbidden");
    await limitConnecting(ctx);
    const { provider } = await context.params;
    if (!isProviderId(provider)) throw new AppError("not_found");
    if (connectionId !== null && !z.uuid().safeParse(connectionId).success) throw new AppError("not_found");
    return connectionsRedirect(await startConnect(ctx, { provider, connectionId }));
  } catch (error) {
    return failedRedirect(error, connectionId, ctx.requestId);
  }
}
