/** A command as Redis counts it: its name, then its arguments. */
export type Command = readonly [string, ...string[]];

/** A refusal of Redis, such as `WRONGTYPE …`; an answer, not a failure of the store. */
export class StoreError extends Error {}

/** An answer in the types of RESP2. Text that is data is a buffer, a status is a string. */
export type Reply = string | Buffer | number | null | StoreError | Reply[];

/** What stands behind the bridge. Its methods reject only when the store itself is away. */
export interface Store {
  kind: "memory" | "redis";
  run: (command: Command) => Promise<Reply>;
  /** Runs the commands as one transaction: no other command comes between. */
  transact: (commands: readonly Command[]) => Promise<Reply>;
  close: () => Promise<void>;
}
