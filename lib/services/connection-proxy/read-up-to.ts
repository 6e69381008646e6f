import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";

export interface ReadUpTo {
  /** Everything where `rest` is null, else what came first. */
  head: Buffer<ArrayBuffer>;
  rest: AsyncIterator<Uint8Array> | null;
}

/** Reads a body until its end, or until more than `limit` bytes of it have come. */
export async function readUpTo(body: AsyncIterable<Uint8Array>, limit: number): Promise<ReadUpTo> {
  const iterator = body[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= limit) {
    const next = await iterator.next();
    if (next.done === true) return { head: Buffer.concat(chunks), rest: null };
    chunks.push(next.value);
    size += next.value.byteLength;
  }
  return { head: Buffer.concat(chunks), rest: iterator };
}

/** What was read, and then what comes. */
export async function* wholeOf({ head, rest }: ReadUpTo): AsyncGenerator<Uint8Array> {
  yield head;
  if (rest === null) return;
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/**
 * The whole of a body whose end came in one piece with its head, as small ones do. Null where more is
 * to come: then nothing of it is taken.
 */
export async function wholeIfHere(body: Readable): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  for (let chunk = body.read(); chunk !== null; chunk = body.read()) chunks.push(chunk);
  // The end of what was read through is told before the next turn.
  await nextTurn();
  const here = Buffer.concat(chunks);
  if (body.readableEnded) return here;
  if (here.byteLength > 0 && !body.destroyed) body.unshift(here);
  return null;
}
