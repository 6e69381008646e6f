"use client";

import en from "@/messages/en/common.json";
import ru from "@/messages/ru/common.json";
import { errorDigest } from "./_ui/error-digest";
import "./globals.css";

/** Stands in for the root layout, so the reader's language is not known: both are spoken. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = errorDigest(error);
  return (
    <html lang="ru">
      <body>
        <main className="grid min-h-dvh place-content-center justify-items-center gap-2 px-6 text-center">
          <title>{ru.productName}</title>
          <h1 className="font-semibold text-xl">{ru.failure.title}</h1>
          <p lang="en" className="text-muted">
            {en.failure.title}
          </p>
          <button
            type="button"
            onClick={retry}
            className="mt-4 h-10 rounded-md bg-accent px-4 font-medium text-on-accent text-sm"
          >
            {ru.retry} · <span lang="en">{en.retry}</span>
          </button>
          {digest && <code className="mt-3 text-muted text-xs">{digest}</code>}
        </main>
      </body>
    </html>
  );
}
