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
  /** The person has to have one of them somewhere; absent where anybody may ask. */
  roles?: readonly number[];
  style: ErrorStyle;
  respond: (call: ApiCall) => unknown;
}

/** Division administrators and store managers. */
export const managers = [1, 2];
/** These and shift supervisors. */
export const supervisors = [...managers, 3];
