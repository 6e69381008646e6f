import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { unseal } from "@/lib/crypto/seal";
import { tokenBinding } from "@/lib/services/connection/token-binding";
import { serveParent } from "../child";

/** The least that a hand-out can be: one row read by its id and its token opened, nobody asked who asks. */
export async function bare(): Promise<void> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 10, onnotice: () => {} });
  const handOut = async (id: string) => {
    const [row] = await sql<{ gen: number; sealed: string }[]>`
      select gen, access_token_sealed as sealed from connections where id = ${id}`;
    if (row === undefined) return {};
    const accessToken = await unseal(row.sealed, tokenBinding(id, "access_token", row.gen));
    return { access_token: accessToken, gen: row.gen };
  };
  const server = createServer((request, response) => {
    const id = (request.url ?? "").split("/")[4] ?? "";
    void handOut(id).then((body) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serveParent({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, async () => ({}));
}
