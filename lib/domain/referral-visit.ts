/** Crawlers, link previews of messengers, monitors and HTTP libraries, by what they call themselves; Cubot makes phones. */
const automata =
  /(?<!cu)bot\b|mediapartners|crawl|spider|slurp|preview|facebookexternalhit|facebot|meta-external|whatsapp|vkshare|skypeuri|embedly|pinterest\/|monitor|uptime|lighthouse|^(curl|wget|python|go-http|java|okhttp|axios|node|undici|libwww|php|ruby|apache-httpclient)\b/i;

interface Visit {
  method: string;
  userAgent: string | null;
  /** The Sec-Purpose or Purpose header: a browser that fetches ahead of a click. */
  purpose: string | null;
}

/** Whether a person followed the link, as far as one can tell; a client that hides its name is none. */
export function isPersonsVisit({ method, userAgent, purpose }: Visit): boolean {
  if (method !== "GET" || userAgent === null) return false;
  return !/prefetch|prerender|preview/i.test(purpose ?? "") && !automata.test(userAgent);
}
