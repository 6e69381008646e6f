/** An answer that is whole, body and all. */
export interface WholeAnswer {
  status: number;
  /** By names in lower case. */
  headers: Record<string, string>;
  body: string | Buffer<ArrayBuffer> | null;
}

export function toResponse({ status, headers, body }: WholeAnswer): Response {
  return new Response(body, { status, headers });
}
