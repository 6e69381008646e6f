import postgres from "postgres";
import { amocrmAccounts } from "@/sandbox/data/amocrm-accounts";
import type { Variables } from "@/scripts/launch/env-file";

interface Found {
  provider: "dodois" | "amocrm";
  imitated: boolean;
}

const names = { dodois: "Dodo IS", amocrm: "amoCRM" };

/**
 * Sees to it that no connection is asked of another provider than it was made with: an imitation would refuse real
 * tokens, and their owners would be asked to consent anew; a real provider would be sent those of an imitation.
 *
 * @param url of a database with the newest schema
 * @throws {Error} in words for the operator.
 */
export async function requireSameUpstreams(url: string, env: Variables): Promise<void> {
  const isImitated = {
    dodois: env.DODOIS_ISSUER?.startsWith("http:") ?? false,
    amocrm: env.AMOCRM_SANDBOX_ORIGIN !== undefined,
  };
  const wrong = (await findUpstreams(url)).find(
    ({ provider, imitated }) => imitated !== isImitated[provider],
  );
  if (wrong === undefined) return;
  const name = names[wrong.provider];
  const [made, asked] = wrong.imitated
    ? [`an imitation of ${name}`, "the real one, or none"]
    : [`the real ${name}`, "an imitation"];
  throw new Error(
    `The database has connections made with ${made}, and now ${asked} is configured. ` +
      "Configure what they were made with, or use another database or folder (MOSTIK_DATA_DIR).",
  );
}

async function findUpstreams(url: string): Promise<Found[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const accounts = amocrmAccounts.map(({ id }) => String(id));
  try {
    return await sql<Found[]>`
      select distinct provider, case provider
          when 'dodois' then upstream_origin like 'http:%'
          else upstream_account_id = any(${accounts}) end as imitated
      from connections where refresh_token_sealed is not null`;
  } finally {
    await sql.end({ timeout: 2 });
  }
}
