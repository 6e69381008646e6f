import { z } from "zod";
import { faultInput } from "./faults";
import { linksOf } from "./links";
import type { MailboxParts } from "./mailbox-parts";
import type { Message } from "./message-store";
import { reportFromTest } from "./report-hook";

/** What tests ask and order, under `/_sandbox/`. Only the machine itself is served. */
export async function answerControl(parts: MailboxParts, request: Request): Promise<Response> {
  if (!fromThisMachine(request)) return Response.json({ error: "loopback_only" }, { status: 403 });
  const { pathname, searchParams } = new URL(request.url);
  const { store, faults } = parts;
  switch (`${request.method} ${pathname.slice("/_sandbox/".length)}`) {
    case "GET messages": {
      const found = store.find({ to: searchParams.get("to") ?? "", q: searchParams.get("q") ?? "" });
      return Response.json(found.filter(({ isSuppressed }) => !isSuppressed).map(forTests));
    }
    case "DELETE messages":
      return Response.json({ deleted: store.clear() });
    case "POST report":
      return await reportFromTest(parts, request);
    case "POST faults": {
      const fault = faultInput.safeParse(await request.json().catch(() => null));
      if (!fault.success) return Response.json({ error: z.prettifyError(fault.error) }, { status: 400 });
      faults.add(fault.data);
      return Response.json(faults.list());
    }
    case "GET faults":
      return Response.json(faults.list());
    case "DELETE faults":
      faults.clear();
      return Response.json(faults.list());
    default:
      return Response.json({ error: "unknown_command" }, { status: 404 });
  }
}

function forTests(message: Message): object {
  return { ...message, links: linksOf(message.html ?? "") };
}

// A foreign page could point its own name here (DNS rebinding), or post blindly.
export function fromThisMachine(request: Request): boolean {
  const origin = request.headers.get("origin");
  return isLoopback(request.url) && (origin === null || isLoopback(origin));
}

function isLoopback(url: string): boolean {
  const hostname = URL.canParse(url) ? new URL(url).hostname : "";
  return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}
