import { z } from "zod";
import { amocrmAccountHost } from "./amocrm-host";

/** Connecting an amoCRM account by one's own integration. Messages are keys of `errors.fields`. */
export const AmocrmPrivate = z
  .object({
    /** What stands in the browser's address bar will do. */
    accountHost: z.string().max(300, "amocrm_host_invalid").transform(hostOf),
    clientId: z.string().trim().pipe(z.guid("amocrm_client_id_invalid")),
    /** Empty for the one that is kept already. */
    clientSecret: z.string().trim().max(500, "amocrm_secret_too_long"),
    redirectUri: z
      .string()
      .trim()
      .max(1000, "redirect_uri_invalid")
      .pipe(z.url({ protocol: /^https?$/, error: "redirect_uri_invalid" })),
    way: z.enum(["code", "redirect"]),
    /** The code itself, or the whole address that amoCRM has sent the browser to. */
    code: z.string().trim().max(5000, "amocrm_code_too_long").transform(codeOf),
    connectionId: z.uuid().nullable(),
  })
  .superRefine(({ way, code }, context) => {
    if (way === "redirect" || code !== "") return;
    context.addIssue({ code: "custom", path: ["code"], message: "amocrm_code_required" });
  });

function hostOf(text: string, context: z.RefinementCtx): string {
  const host = amocrmAccountHost(text.trim().replace(/^(?:https?:\/\/)?([^/?#]*)(?:[/?#].*)?$/i, "$1"));
  if (host !== null) return host;
  context.addIssue({ code: "custom", message: "amocrm_host_invalid" });
  return z.NEVER;
}

function codeOf(text: string): string {
  return URL.canParse(text) ? (new URL(text).searchParams.get("code") ?? text) : text;
}
