import { appUrl, connectionsRedirect, failedRedirect } from "@/lib/http/connect-redirect";
import { limitConnecting } from "@/lib/http/limit-connecting";
import { requirePageContext } from "@/lib/http/page-context";
import { completeConnect } from "@/lib/services/connection/complete-connect";
import { underWay } from "@/lib/under-way";

/** The one redirect URI of every provider: the state says whose round trip this is. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requirePageContext();
  try {
    await limitConnecting(ctx);
    const query = new URL(request.url).searchParams;
    const connectionId = await underWay(completeConnect(ctx, query));
    return connectionsRedirect(appUrl(`/dashboard/connections/${connectionId}`, { result: "connected" }));
  } catch (error) {
    return failedRedirect(error, null, ctx.requestId);
  }
}
