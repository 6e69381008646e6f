import { AppError } from "@/lib/errors";

const maxBytes = 1024 * 1024;

/**
 * The JSON body of a request of at most 1 MiB; undefined for an empty one.
 *
 * @throws {AppError} `payload_too_large`, `bad_request` with reason `json_malformed`.
 */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("bad_request", { reason: "json_malformed" });
  }
}

/**
 * The body of a request of at most 1 MiB, as it was signed.
 *
 * @throws {AppError} `payload_too_large`.
 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new AppError("payload_too_large");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError("payload_too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
