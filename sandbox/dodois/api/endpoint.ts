import type { DodoisPerson } from "@/sandbox/data/dodois-people";
import type { ErrorStyle } from "./refusal";

interface ApiCall {
  person: DodoisPerson;
  query: URLSearchParams;
  brand: string;
  now: Date;
}

export interface Endpoint {
  /** `{brand}` and `{country}` stand for one segment each. */
  path: string;
  scopes: string[];
  style: ErrorStyle;
  respond: (call: ApiCall) => unknown;
}
