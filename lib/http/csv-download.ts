import "server-only";
import { currentActor } from "@/lib/auth/session";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { problem } from "./problem";
import { requestContext } from "./request-context";
import { textStream } from "./text-stream";

/** A CSV file for a signed-in person, sent part by part as it is read. */
export async function csvDownload(
  fileName: string,
  open: (ctx: Context<UserActor>) => Promise<AsyncGenerator<string>>,
): Promise<Response> {
  const ctx = await requestContext();
  try {
    const actor = await currentActor();
    if (actor === null) throw new AppError("unauthenticated");
    return new Response(textStream(await open({ ...ctx, actor })), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "no-store",
        "x-request-id": ctx.requestId,
      },
    });
  } catch (error) {
    return problem(error, ctx.requestId);
  }
}
