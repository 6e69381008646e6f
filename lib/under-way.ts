import "server-only";

interface Work {
  under: Set<Promise<unknown>>;
  stop: AbortController;
}

// Next evaluates modules once per bundle; a stop is told to all and waits for all.
const store = globalThis as typeof globalThis & { mostikWork?: Work };

function work(): Work {
  store.mostikWork ??= { under: new Set(), stop: new AbortController() };
  return store.mostikWork;
}

/** Work that an orderly stop waits for, even when whoever asked for it has gone. */
export async function underWay<T>(begun: Promise<T>): Promise<T> {
  const { under } = work();
  under.add(begun);
  try {
    return await begun;
  } finally {
    under.delete(begun);
  }
}

/** Aborts when this process is told to stop: what has not begun is left to others. */
export function stopping(): AbortSignal {
  return work().stop.signal;
}

/** Lets nothing more begin, and resolves when all that is under way has ended. */
export async function stopWork(): Promise<void> {
  const { under, stop } = work();
  stop.abort();
  while (under.size > 0) await Promise.allSettled(under);
}
