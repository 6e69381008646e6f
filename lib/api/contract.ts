import type { z } from "zod";
import type { Scope } from "@/lib/domain/scope";
import type { ErrorCode } from "@/lib/errors";

export type Method = "GET" | "HEAD" | "POST" | "PATCH" | "PUT" | "DELETE";

/** An operation of the JSON API, as a value: validation, types and reference all come from it. */
export interface Contract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: Method;
  /** With parameters in braces: `/api/v1/connections/{id}/token`. */
  path: `/api/v1/${string}`;
  operationId: string;
  summary: string;
  /** What the key must be allowed to do. */
  scope: Scope;
  params: Params;
  query: Query;
  body: Body;
  response: { status: 200 | 201; body: Answer };
  errors: readonly ErrorCode[];
}

/** Keeps the schemas' types. */
export function defineContract<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(contract: Contract<Params, Query, Body, Answer>): Contract<Params, Query, Body, Answer> {
  return contract;
}
