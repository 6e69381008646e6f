import { answerControl, fromThisMachine } from "./control";
import { FaultList } from "./faults";
import type { HookTarget, MailboxParts } from "./mailbox-parts";
import { MessageStore } from "./message-store";
import { listPage, messagePage, missingPage } from "./pages";
import { reportFromPage } from "./report-hook";
import { answerResend } from "./resend-api";
import { templatePage } from "./templates";

/**
 * The mail box: takes mails by Resend's API, shows them in pages and hands them to tests.
 *
 * @param options.stateFile where mails are kept over restarts; null keeps them in memory.
 * @param options.hook whom to tell what became of a mail, as Resend would.
 */
export function createMailbox(options: {
  stateFile: string | null;
  hook?: HookTarget | undefined;
}): (request: Request) => Promise<Response> {
  const { stateFile, hook } = options;
  const parts: MailboxParts = { store: new MessageStore(stateFile), faults: new FaultList(), hook };
  return async (request) => {
    const { pathname: path, searchParams } = new URL(request.url);
    if (path === "/emails" || path.startsWith("/emails/") || path.startsWith("/suppressions/")) {
      return await parts.faults.around(() => answerResend(parts.store, request, path));
    }
    if (path.startsWith("/_sandbox/")) return await answerControl(parts, request);
    if (request.method === "POST" && path === "/report") {
      if (!fromThisMachine(request)) return new Response(null, { status: 403 });
      return await reportFromPage(parts, request);
    }
    if (request.method !== "GET") return new Response(null, { status: 405, headers: { allow: "GET" } });
    if (path === "/") {
      const q = searchParams.get("q") ?? "";
      return page(200, listPage(parts.store.find({ q }), q));
    }
    if (path === "/templates" || path.startsWith("/templates/")) {
      const { status, html } = await templatePage(path);
      return page(status, html);
    }
    const message = parts.store.get(path.replace(/^\/messages\//, ""));
    return message === undefined
      ? page(404, missingPage())
      : page(200, messagePage(message, hook !== undefined, searchParams.get("answered")));
  };
}

// The frame with the mail inherits this policy: nothing in it can run or call home.
const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

function page(status: number, html: string): Response {
  return new Response(html, { status, headers: pageHeaders });
}
