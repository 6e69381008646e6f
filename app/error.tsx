"use client";

import { ErrorState } from "./_ui/error-state";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center px-4">
      <ErrorState error={error} retry={retry} />
    </main>
  );
}
