import { useTranslations } from "next-intl";

const request = `curl https://mostik.example/api/v1/connections/$ID/token \\
  -H "Authorization: Bearer $MOSTIK_KEY"`;

const answer = `{
  "access_token": "eyJhbGciOiJSUzI1NiIs…",
  "expires_at": "2026-11-21T18:40:00Z",
  "gen": 148
}`;

export function ApiSection() {
  const t = useTranslations("landing");
  return (
    <section className="mx-auto grid max-w-6xl items-center gap-10 px-5 py-18 sm:px-8 lg:grid-cols-[1fr_1.2fr] lg:gap-16 lg:py-24">
      <div>
        <h2 className="font-semibold text-2xl">{t("api.title")}</h2>
        <p className="mt-3 text-muted">{t("api.text")}</p>
      </div>
      <figure className="min-w-0 overflow-hidden rounded-xl border bg-surface">
        <figcaption className="sr-only">{t("api.caption")}</figcaption>
        {[request, answer].map((code) => (
          <pre
            key={code}
            className="whitespace-pre-wrap break-words px-5 py-4 font-mono text-[0.8125rem] leading-6 not-first-of-type:border-t not-first-of-type:bg-subtle"
          >
            <code>{code}</code>
          </pre>
        ))}
      </figure>
    </section>
  );
}
