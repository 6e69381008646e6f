/** An answer whose body is one whole text. */
export interface TextAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

export function toResponse({ status, headers, text }: TextAnswer): Response {
  return new Response(text, { status, headers });
}
