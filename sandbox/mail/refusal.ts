/** An error as Resend words it. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.name = "Refusal";
    this.statusCode = statusCode;
    this.code = code;
  }

  response(headers: Record<string, string> = {}): Response {
    const { statusCode, code: name, message } = this;
    return Response.json({ statusCode, name, message }, { status: statusCode, headers });
  }
}
