import { isLocale, locales } from "@/lib/domain/locale";
import { listTemplatesPage, messagePage, missingPage } from "./pages";
import { sampleMails } from "./sample-mails";

/** `/templates` and `/templates/<name>/<language>`: every mail of the product, as it looks with sample data. */
export async function templatePage(path: string): Promise<{ status: number; html: string }> {
  const [, , name = "", locale = ""] = path.split("/");
  if (name === "") return { status: 200, html: listTemplatesPage(Object.keys(sampleMails), locales) };
  const sample = Object.values(sampleMails).find(({ template }) => template === name);
  if (sample === undefined || !isLocale(locale)) return { status: 404, html: missingPage() };
  // Loaded when it is looked at: the components cost the start a third of a second.
  const { renderMail } = await import("@/lib/mailer/render-mail");
  const mail = {
    ...(await renderMail(sample, locale)),
    id: "",
    from: "Mostik",
    to: ["anna@example.com"],
    createdAt: "",
    idempotencyKey: null,
    isSuppressed: false,
  };
  return { status: 200, html: messagePage(mail, false, null) };
}
