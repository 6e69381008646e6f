import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { preparedPer } from "@/db/prepared-per";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import type { Context } from "@/lib/context";
import { passwordMatches } from "@/lib/crypto/password";
import { AppError } from "@/lib/errors";
import { Lanes } from "@/lib/lanes";
import { clientOf, countWrong, refuseGuessing } from "./limit";

export type TwinproxyLogin = typeof twinproxyLogins.$inferSelect;

// As many as a process can hash at once, and some on their way.
const checks = new Lanes(8);

/**
 * The login, if the password is its own.
 *
 * @throws {AppError} `unauthenticated`, the same after the same work for a login that nobody has;
 * `rate_limited` for a client that has guessed wrong too often.
 */
export async function authenticateLogin(
  ctx: Context,
  claimed: { login: string; password: string },
): Promise<TwinproxyLogin> {
  // Guesses sent all at once would else all be checked before the first of them is counted.
  return await checks.run(clientOf(ctx), async () => await check(ctx, claimed));
}

async function check(
  ctx: Context,
  { login, password }: { login: string; password: string },
): Promise<TwinproxyLogin> {
  await refuseGuessing(ctx, login);
  const [row] = await loginNamed(ctx.db).execute({ login });
  const matches = await passwordMatches(row?.passwordHash ?? null, password);
  if (row !== undefined && matches) return row;
  await countWrong(ctx, login);
  throw wrongCredentials();
}

const loginNamed = preparedPer((db) =>
  db
    .select()
    .from(twinproxyLogins)
    .where(eq(twinproxyLogins.login, sql.placeholder("login")))
    .prepare("twinproxy_login"),
);

/**
 * The row of a login that has shown its password, locked, as it stands now.
 *
 * @throws {AppError} `unauthenticated` where it was deleted, or its password changed, meanwhile.
 */
export async function lockLogin(ctx: Context, known: TwinproxyLogin): Promise<TwinproxyLogin> {
  const same = and(eq(twinproxyLogins.id, known.id), eq(twinproxyLogins.passwordHash, known.passwordHash));
  const [row] = await ctx.db.select().from(twinproxyLogins).where(same).for("update");
  if (row === undefined) throw wrongCredentials();
  return row;
}

export function wrongCredentials(): AppError {
  return new AppError("unauthenticated", { reason: "twinproxy_credentials_wrong" });
}
