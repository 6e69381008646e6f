import { type Answer, json } from "@/sandbox/control/answer";
import { hexId } from "@/sandbox/control/seeded";

/** The three shapes in which the parts of Dodo IS report errors. */
export type ErrorStyle = "problem" | "coded" | "legacy";

export interface RefusalDetail {
  code: string;
  field?: string;
  message: string;
}

/** Thrown by an endpoint; the door writes it in the endpoint's own shape. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: RefusalDetail[];

  constructor(status: number, code: string, details: RefusalDetail[] = []) {
    super(code);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** A 400 about one parameter. */
export function invalid(field: string, code: string, message: string): Refusal {
  return new Refusal(400, "ValidationError", [{ code, field, message }]);
}

export function refusalAnswer(refusal: Refusal, style: ErrorStyle, requestId: string): Answer {
  if (style === "problem") {
    const title = refusal.status === 401 ? "Unauthorized" : "Forbidden";
    const type = `https://httpstatuses.io/${refusal.status}`;
    return json(refusal.status, { type, title, status: refusal.status }, "application/problem+json");
  }
  if (refusal.status === 401) return { status: 401 };
  if (style === "coded") return codedAnswer(refusal, requestId);
  const [first] = refusal.details;
  if (refusal.status === 400 && first) {
    return json(400, { field: capitalised(first.field ?? ""), message: first.message });
  }
  return json(refusal.status, { errors: [{ message: refusal.code, payload: {} }] });
}

function codedAnswer(refusal: Refusal, requestId: string): Answer {
  const details = refusal.details.length > 0 && { details: { errors: refusal.details } };
  const body = { code: refusal.code, httpStatus: refusal.status, requestId: hexId(requestId), ...details };
  return json(refusal.status, body);
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
