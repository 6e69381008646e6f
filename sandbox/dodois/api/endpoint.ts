import type { DodoisPerson } from "@/sandbox/data/dodois-people";
import type { ErrorStyle } from "./refusal";

export interface ApiCall {
  person: DodoisPerson;
  /** All whom the cluster knows. */
  people: DodoisPerson[];
  query: URLSearchParams;
  brand: string;
  country: string;
  now: Date;
}

export interface Endpoint {
  /** `{brand}` and `{country}` stand for one segment each. */
  path: string;
  scopes: string[];
  style: ErrorStyle;
  respond: (call: ApiCall) => unknown;
}
