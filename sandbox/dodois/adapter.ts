import type { Adapter, AdapterPayload } from "oidc-provider";
import type { Collection, Journal } from "@/sandbox/control/journal";

/** Where oidc-provider keeps what it issues, one collection a model. Expiry is judged by its models. */
export class JournalAdapter implements Adapter {
  readonly #model: string;
  readonly #stored: Collection<AdapterPayload>;
  readonly #spentIsUnknown: () => boolean;

  /**
   * @param spentIsUnknown hides spent refresh tokens from oidc-provider, which otherwise revokes the whole grant
   * when one is shown again
   */
  constructor(model: string, journal: Journal, spentIsUnknown: () => boolean) {
    this.#model = model;
    this.#stored = modelCollection(journal, model);
    this.#spentIsUnknown = spentIsUnknown;
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#stored.set(id, payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = this.#stored.get(id);
    if (this.#model === "RefreshToken" && found?.consumed && this.#spentIsUnknown()) return undefined;
    return found;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#stored.values().find((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#stored.values().find((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const found = this.#stored.get(id);
    if (found) this.#stored.set(id, { ...found, consumed: Math.floor(Date.now() / 1000) });
  }

  async destroy(id: string): Promise<void> {
    this.#stored.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    this.#stored.deleteWhere((payload) => payload.grantId === grantId);
  }
}

/** The models whose entries are forgotten a day after they expire. */
const models = ["Session", "Interaction", "AccessToken", "AuthorizationCode", "RefreshToken", "Grant"];

export function modelCollection(journal: Journal, model: string): Collection<AdapterPayload> {
  return journal.collection(`oidc:${model}`);
}

export function forgetExpired(journal: Journal, nowMs: number): void {
  const dayAgo = nowMs / 1000 - 86_400;
  for (const model of models) {
    modelCollection(journal, model).deleteWhere(({ exp }) => exp !== undefined && exp < dayAgo);
  }
}

export function forgetAll(journal: Journal): void {
  for (const model of models) modelCollection(journal, model).deleteWhere(() => true);
}
