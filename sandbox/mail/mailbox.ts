import { answerControl, type MailboxParts } from "./control";
import { FaultList } from "./faults";
import { MessageStore } from "./message-store";
import { listPage, messagePage, missingPage } from "./pages";
import { answerResend } from "./resend-api";

/**
 * The mail box: takes mails by Resend's API, shows them in pages and hands them to tests.
 *
 * @param options.stateFile where mails are kept over restarts; null keeps them in memory.
 */
export function createMailbox(options: {
  stateFile: string | null;
}): (request: Request) => Promise<Response> {
  const parts: MailboxParts = { store: new MessageStore(options.stateFile), faults: new FaultList() };
  return async (request) => {
    const { pathname: path, searchParams } = new URL(request.url);
    if (path === "/emails" || path.startsWith("/emails/")) {
      return await parts.faults.around(() => answerResend(parts.store, request, path));
    }
    if (path.startsWith("/_sandbox/")) return await answerControl(parts, request);
    if (request.method !== "GET") return new Response(null, { status: 405, headers: { allow: "GET" } });
    if (path === "/") {
      const q = searchParams.get("q") ?? "";
      return page(200, listPage(parts.store.find({ q }), q));
    }
    const message = parts.store.get(path.replace(/^\/messages\//, ""));
    return message === undefined ? page(404, missingPage()) : page(200, messagePage(message));
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
