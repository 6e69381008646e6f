import { createHash, randomBytes, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import type { SandboxClock } from "@/sandbox/control/clock";
import type { Collection, Journal } from "@/sandbox/control/journal";
import type { AmocrmSettings } from "./options";

/** On whose behalf a code or a token acts, and for which integration. */
export interface Holder {
  clientId: string;
  accountId: number;
  userId: number;
  /** One consent is one grant: all tokens that follow from it share the identifier. */
  grantId: string;
}

export interface StoredCode extends Holder {
  expiresAt: number;
  used: boolean;
}

export interface StoredRefresh extends Holder {
  expiresAt: number;
  state: "good" | "spent" | "revoked";
  /** The key of the refresh token that this one replaced. */
  parent: string | null;
}

export interface StoredAccess extends Holder {
  expiresAt: number;
}

const codeSeconds = 20 * 60;

/** Everything amoCRM has issued, kept by the SHA-256 of the secret. */
export class TokenStore {
  readonly codes: Collection<StoredCode>;
  readonly refreshTokens: Collection<StoredRefresh>;
  readonly accessTokens: Collection<StoredAccess>;
  readonly #settings: AmocrmSettings;
  readonly #clock: SandboxClock;
  readonly #key: JWK;

  private constructor(journal: Journal, settings: AmocrmSettings, clock: SandboxClock, key: JWK) {
    this.codes = journal.collection("codes");
    this.refreshTokens = journal.collection("refresh");
    this.accessTokens = journal.collection("access");
    this.#settings = settings;
    this.#clock = clock;
    this.#key = key;
  }

  static async open(journal: Journal, settings: AmocrmSettings, clock: SandboxClock): Promise<TokenStore> {
    const keys = journal.collection<JWK>("keys");
    const known = keys.get("signing");
    const key =
      known ?? (await exportJWK((await generateKeyPair("RS256", { extractable: true })).privateKey));
    if (!known) keys.set("signing", key);
    const store = new TokenStore(journal, settings, clock, key);
    store.#forgetExpired();
    return store;
  }

  issueCode(holder: Omit<Holder, "grantId">): string {
    const code = opaque(380);
    const expiresAt = this.#clock.nowMs() + codeSeconds * 1000;
    this.codes.set(storeKey(code), { ...holder, grantId: randomUUID(), expiresAt, used: false });
    return code;
  }

  issueRefreshToken(holder: Holder, parent: string | null): string {
    const token = opaque(490);
    const expiresAt = this.#clock.nowMs() + this.#settings.value.refreshTokenSeconds * 1000;
    this.refreshTokens.set(storeKey(token), { ...pickHolder(holder), expiresAt, state: "good", parent });
    return token;
  }

  /** Signed as the real one is; the integration cannot check the signature, only read the claims. */
  async issueAccessToken(holder: Holder): Promise<string> {
    const now = Math.floor(this.#clock.nowMs() / 1000);
    const exp = now + this.#settings.value.accessTokenSeconds;
    const jti = randomBytes(40).toString("hex");
    const token = await new SignJWT({ ...accessClaims(holder), jti, iat: now, nbf: now, exp })
      .setProtectedHeader({ typ: "JWT", alg: "RS256", jti })
      .sign(await importJWK(this.#key, "RS256"));
    this.accessTokens.set(storeKey(token), { ...pickHolder(holder), expiresAt: exp * 1000 });
    return token;
  }

  /** Null for an access token that is unknown, expired or revoked. */
  findAccess(token: string): StoredAccess | null {
    const found = this.accessTokens.get(storeKey(token));
    return found && found.expiresAt > this.#clock.nowMs() ? found : null;
  }

  /** Ends all grants of an account, as its administrator does by disabling the integration. */
  revokeAccount(accountId: number, clientId?: string): number {
    const affected = (held: Holder) =>
      held.accountId === accountId && (clientId === undefined || held.clientId === clientId);
    const grants = new Set<string>();
    for (const [key, held] of this.refreshTokens.entries()) {
      if (!affected(held)) continue;
      if (held.state === "good") grants.add(held.grantId);
      this.refreshTokens.set(key, { ...held, state: held.state === "good" ? "revoked" : held.state });
    }
    this.accessTokens.deleteWhere(affected);
    this.codes.deleteWhere(affected);
    return grants.size;
  }

  reset(): void {
    for (const issued of [this.codes, this.refreshTokens, this.accessTokens]) issued.deleteWhere(() => true);
  }

  #forgetExpired(): void {
    const dayAgo = this.#clock.nowMs() - 86_400_000;
    for (const issued of [this.codes, this.refreshTokens, this.accessTokens]) {
      issued.deleteWhere(({ expiresAt }) => expiresAt < dayAgo);
    }
  }
}

export function storeKey(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Codes and refresh tokens of amoCRM are hexadecimal and begin alike. */
function opaque(bytes: number): string {
  return `def50200${randomBytes(bytes).toString("hex")}`;
}

function pickHolder({ clientId, accountId, userId, grantId }: Holder): Holder {
  return { clientId, accountId, userId, grantId };
}

function accessClaims(holder: Holder) {
  return {
    aud: holder.clientId,
    sub: String(holder.userId),
    grant_type: "",
    account_id: holder.accountId,
    base_domain: "amocrm.ru",
    version: 2,
    scopes: ["crm", "files", "files_delete", "notifications", "push_notifications"],
    hash_uuid: holder.grantId,
    api_domain: "api-b.amocrm.ru",
  };
}
