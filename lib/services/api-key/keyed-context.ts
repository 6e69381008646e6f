import type { Context } from "@/lib/context";
import type { ServedRow } from "../connection/served-row";
import type { ApiKeyActor } from "./authenticate";

/** Of a request with an API key. */
export type KeyedContext = Context<ApiKeyActor> & {
  clock: () => Date;
  /** The connection that the request is about, as it was read together with the key. */
  connection: ServedRow | null;
};
