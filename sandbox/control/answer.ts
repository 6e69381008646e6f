import type { ServerResponse } from "node:http";

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export function json(status: number, value: unknown, contentType = "application/json"): Answer {
  return {
    status,
    headers: { "content-type": `${contentType}; charset=utf-8` },
    body: JSON.stringify(value),
  };
}

export function html(status: number, body: string): Answer {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body,
  };
}

export function redirect(location: string): Answer {
  return { status: 303, headers: { location, "cache-control": "no-store" } };
}

export function send(response: ServerResponse, answer: Answer): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.end(answer.body);
}
