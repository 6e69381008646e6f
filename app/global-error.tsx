"use client";

import { errorDigest } from "./_ui/error-digest";
import "./globals.css";

/** Stands in for the root layout, so the language is not known: both are spoken. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = errorDigest(error);
  return (
    <html lang="ru">
      <body>
        <main className="grid min-h-dvh place-content-center justify-items-center gap-3 px-6 text-center">
          <title>Mostik</title>
          <h1 className="font-semibold text-xl">Сбой на нашей стороне</h1>
          <p lang="en" className="text-muted">
            Something broke on our side
          </p>
          <button
            type="button"
            onClick={retry}
            className="mt-3 h-10 rounded-md bg-accent px-4 font-medium text-on-accent text-sm"
          >
            Повторить · <span lang="en">Try again</span>
          </button>
          {digest && <code className="text-muted text-xs">{digest}</code>}
        </main>
      </body>
    </html>
  );
}
