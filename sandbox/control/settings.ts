import type { z } from "zod";
import type { Collection } from "./journal";

/** The switches of a provider; what is set survives a restart. */
export class Settings<Schema extends z.ZodType<object>> {
  readonly #schema: Schema;
  readonly #stored: Collection<unknown>;
  #value: z.output<Schema>;

  /** @param schema gives each switch its default: parsing `{}` gives the provider's usual behaviour */
  constructor(schema: Schema, stored: Collection<unknown>) {
    this.#schema = schema;
    this.#stored = stored;
    const kept = schema.safeParse(stored.get("settings") ?? {});
    this.#value = kept.success ? kept.data : schema.parse({});
  }

  get value(): z.output<Schema> {
    return this.#value;
  }

  /** @throws {z.ZodError} when a switch is unknown or has a wrong value */
  change(patch: object): void {
    this.#value = this.#schema.parse({ ...this.#value, ...patch });
    this.#stored.set("settings", this.#value);
  }

  reset(): void {
    this.#value = this.#schema.parse({});
    this.#stored.delete("settings");
  }
}
