import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { serveParent } from "../child";

/** The least that a look-up can be: one query by the address, nothing kept and nobody counted. */
export async function bareLookUp(): Promise<void> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 10, onnotice: () => {} });
  const find = async (email: string) => {
    const [row] = await sql`
      select c.text as code, c.expires_at from users u
      join referral_codes c on c.user_id = u.id and c.is_active
      where u.email_key = ${email} and u.findable_by_email and c.expires_at > now()`;
    return row ?? {};
  };
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://bare");
    void find(searchParams.get("email") ?? "").then((body) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serveParent({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, async () => ({}));
}
