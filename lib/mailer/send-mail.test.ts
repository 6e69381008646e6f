import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { sendMail } from "./send-mail";

const mail = {
  to: "anna@example.com",
  subject: "Hi",
  html: "<p>Hi</p>",
  text: "Hi",
  idempotencyKey: "job-1",
};

let server: Server;
let reply: (response: ServerResponse) => void;
const seen: { headers: Record<string, unknown>; body: unknown }[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    reply(response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  process.env.RESEND_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  reply = (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

async function failure(options: { signal?: AbortSignal } = {}) {
  const error = await sendMail({ ...mail, ...options }).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error("It did not fail as it should.");
  const { code, extra, retryAfterSeconds } = error;
  return { code, extra, retryAfterSeconds };
}

test("a mail carries both parts, its key and the sender of the deployment", async () => {
  answer(200, { id: "1" });
  await sendMail({ ...mail, headers: { "List-Unsubscribe": "<https://mostik.example>" } });
  expect(seen.at(-1)).toMatchObject({
    headers: { "idempotency-key": "job-1", authorization: `Bearer ${process.env.RESEND_API_KEY}` },
    body: {
      from: "Mostik <mostik@localhost.test>",
      to: "anna@example.com",
      html: "<p>Hi</p>",
      text: "Hi",
      headers: { "List-Unsubscribe": "<https://mostik.example>" },
    },
  });
});

test("a mail that went out before under its key counts as sent", async () => {
  answer(409, { statusCode: 409, name: "invalid_idempotent_request", message: "" });
  await expect(sendMail(mail)).resolves.toBeUndefined();
});

test.each([
  [429, { statusCode: 429, name: "rate_limit_exceeded" }, { "retry-after": "6.2" }, "rate_limited", 7],
  [429, { statusCode: 429, name: "daily_quota_exceeded" }, {}, "rate_limited", 1],
  [409, { statusCode: 409, name: "concurrent_idempotent_requests" }, {}, "unavailable", undefined],
  [500, { statusCode: 500, name: "internal_server_error" }, {}, "unavailable", undefined],
  [502, "<html>Bad gateway</html>", {}, "unavailable", undefined],
  [503, { error: "a proxy's own words" }, {}, "unavailable", undefined],
  [422, { statusCode: 422, name: "validation_error" }, {}, "provider_error", undefined],
  [403, { statusCode: 403, name: "invalid_api_key" }, {}, "provider_error", undefined],
])("%s %j is %s", async (status, body, headers, code, retryAfterSeconds) => {
  answer(status, body, headers as Record<string, string>);
  expect(await failure()).toMatchObject({ code, retryAfterSeconds });
});

test("no answer, and an abort while waiting, are an outage", async () => {
  reply = (response) => response.destroy();
  expect((await failure()).code).toBe("unavailable");
  reply = () => {};
  expect((await failure({ signal: AbortSignal.timeout(50) })).code).toBe("unavailable");
});
