import { v7 } from "uuid";
import { type Collection, Journal } from "@/sandbox/control/journal";
import type { EmailInput } from "./email-input";

export interface Message extends EmailInput {
  id: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  idempotencyKey: string | null;
  /** Taken, but to nobody: Resend does not send to these addresses any more. */
  isSuppressed: boolean;
}

/** An address that Resend does not send to any more. */
export interface Suppression {
  id: string;
  email: string;
  origin: "bounce" | "complaint";
  createdAt: string;
}

/** What an idempotency key stood for: the answer given, and a digest of what was asked. */
export interface Remembered {
  digest: string;
  answer: unknown;
  at: number;
}

const keptMessages = 2_000;
const keyLifeMs = 24 * 60 * 60 * 1000;

/** The mails, in the order in which they came; with a file they outlive the process. */
export class MessageStore {
  readonly #messages: Collection<Message>;
  readonly #keys: Collection<Remembered>;
  readonly #suppressions: Collection<Suppression>;
  readonly #toldEvents: Collection<true>;

  constructor(stateFile: string | null) {
    const journal = new Journal(stateFile);
    this.#messages = journal.collection<Message>("messages");
    this.#keys = journal.collection<Remembered>("keys");
    this.#suppressions = journal.collection<Suppression>("suppressions");
    this.#toldEvents = journal.collection<true>("told");
  }

  add(email: EmailInput, idempotencyKey: string | null): Message {
    const isSuppressed = email.to.every((address) => this.suppression(address) !== undefined);
    const createdAt = new Date().toISOString();
    const message = { ...email, id: v7(), createdAt, idempotencyKey, isSuppressed };
    this.#messages.set(message.id, message);
    const surplus = this.#messages.entries().slice(0, -keptMessages);
    for (const [id] of surplus) this.#messages.delete(id);
    return message;
  }

  get(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  /** Newest first. `to` is part of a recipient's address, `q` of an address, the subject or the idempotency key. */
  find({ to = "", q = "" }: { to?: string | undefined; q?: string | undefined }): Message[] {
    const has = (text: string, part: string) => text.toLowerCase().includes(part.trim().toLowerCase());
    return this.#messages
      .values()
      .filter((mail) => mail.to.some((address) => has(address, to)))
      .filter((mail) =>
        [...mail.to, mail.from, mail.subject, mail.idempotencyKey ?? ""].some((text) => has(text, q)),
      )
      .reverse();
  }

  clear(): number {
    this.#keys.deleteWhere(() => true);
    this.#suppressions.deleteWhere(() => true);
    this.#toldEvents.deleteWhere(() => true);
    return this.#messages.deleteWhere(() => true);
  }

  remembered(key: string): Remembered | undefined {
    const known = this.#keys.get(key);
    return known !== undefined && Date.now() - known.at < keyLifeMs ? known : undefined;
  }

  remember(key: string, digest: string, answer: unknown): void {
    this.#keys.deleteWhere(({ at }) => Date.now() - at >= keyLifeMs);
    this.#keys.set(key, { digest, answer, at: Date.now() });
  }

  /** After an event; one that is told again suppresses nobody anew. */
  suppress(recipients: readonly string[], origin: Suppression["origin"], eventId: string): void {
    if (this.#toldEvents.get(eventId) !== undefined) return;
    this.#toldEvents.set(eventId, true);
    for (const email of recipients.map(bareAddress)) {
      if (this.suppression(email) !== undefined) continue;
      this.#suppressions.set(email, { id: v7(), email, origin, createdAt: new Date().toISOString() });
    }
  }

  /** By its id or by an address. */
  suppression(idOrAddress: string): Suppression | undefined {
    const byId = this.#suppressions.values().find(({ id }) => id === idOrAddress);
    return byId ?? this.#suppressions.get(bareAddress(idOrAddress));
  }

  endSuppression({ email }: Suppression): void {
    this.#suppressions.delete(email);
  }
}

/** Of `Name <address>` too. */
function bareAddress(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}
