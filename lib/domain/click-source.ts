import { z } from "zod";

/** Where a link stood, as its owner marked it or the browser says; all else is told by its own name. */
const known: Readonly<Record<string, string>> = {
  tg: "telegram",
  "t.me": "telegram",
  "telegram.org": "telegram",
  "web.telegram.org": "telegram",
  wa: "whatsapp",
  "wa.me": "whatsapp",
  "web.whatsapp.com": "whatsapp",
  "vk.com": "vk",
  "m.vk.com": "vk",
  mail: "email",
  newsletter: "email",
  "qr-code": "qr",
  qrcode: "qr",
};

const Name = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{0,31}$/);

export const directSource = "direct";
export const otherSource = "other";

/**
 * The source of a click, by the link's own `s` or `utm_source`: at most 32 harmless characters, so
 * that nobody can write a person's data into the counters. What is no such name is `other`.
 */
export function clickSource(parameters: URLSearchParams): string {
  const given = parameters.get("s") ?? parameters.get("utm_source");
  if (given === null || given.trim() === "") return directSource;
  const name = Name.safeParse(given).data;
  return name === undefined ? otherSource : (known[name] ?? name);
}
