import { connect } from "node:net";

export interface SocketAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/**
 * One request over a socket of its own, written letter by letter: no client library tidies it up. A
 * header that is null is left out.
 */
export async function overSocket(
  origin: string,
  method: string,
  target: string,
  body: string | Buffer | null = null,
  headers: Record<string, string | null> = {},
): Promise<SocketAnswer> {
  const { hostname, port, host } = new URL(origin);
  const bytes = body === null ? null : Buffer.from(body);
  const framed = { "Content-Type": "application/json", "Content-Length": String(bytes?.length) };
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: close",
    ...Object.entries({ ...(bytes !== null && framed), ...headers })
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name}: ${value}`),
  ];
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
      if (bytes !== null) socket.write(bytes);
    });
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("end", () => resolve(Buffer.concat(chunks)));
    socket.on("error", reject);
  });
  return parseAnswer(answer.toString("utf8"));
}

function parseAnswer(text: string): SocketAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...fields] = text.slice(0, end).split("\r\n");
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(first.split(" ")[1]), headers, text: text.slice(end + 4) };
}
