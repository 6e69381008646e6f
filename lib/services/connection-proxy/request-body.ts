import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { streamLimits } from "@/lib/providers/stream-limits";
import { readUpTo, wholeOf } from "./read-up-to";

const replayableBytes = 1024 * 1024;

export interface RequestBody {
  content: Buffer | AsyncIterable<Uint8Array> | null;
  /** Of a stream whose length the client has told. */
  length: number | null;
  /** Whether it can be sent once more: it is at most 1 MiB and was read whole. */
  replayable: boolean;
}

/**
 * A client's body: small ones are read whole, large ones are passed on as they come.
 *
 * @throws {AppError} `payload_too_large`, at once or while it is passed on; `bad_request` when it
 * stops coming for a minute.
 */
export async function requestBody(
  body: AsyncIterable<Uint8Array> | null,
  contentLength: string | null,
): Promise<RequestBody> {
  if (body === null) return { content: null, length: null, replayable: true };
  const mostBytes = env().PROXY_REQUEST_MAX_MB * 1024 * 1024;
  const length = contentLength !== null && /^\d{1,15}$/.test(contentLength) ? Number(contentLength) : null;
  if (length !== null && length > mostBytes) throw new AppError("payload_too_large");
  const guarded = bounded(body, mostBytes);
  if (length !== null && length > replayableBytes) return { content: guarded, length, replayable: false };
  const read = await readUpTo(guarded, replayableBytes);
  if (read.rest !== null) return { content: wholeOf(read), length, replayable: false };
  return { content: read.head.byteLength === 0 ? null : read.head, length: null, replayable: true };
}

async function* bounded(body: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  let size = 0;
  try {
    for (let next = await notIdle(iterator); next.done !== true; next = await notIdle(iterator)) {
      size += next.value.byteLength;
      if (size > mostBytes) throw new AppError("payload_too_large");
      yield next.value;
    }
  } finally {
    // A body that hangs would keep its own end waiting.
    void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

async function notIdle(iterator: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  const enough = new AbortController();
  const tooLong = sleep(streamLimits.bodyIdleMs, undefined, { signal: enough.signal, ref: false }).then(
    () => {
      throw new AppError("bad_request", { reason: "body_stopped" });
    },
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([iterator.next(), tooLong]);
  } finally {
    enough.abort();
  }
}
