import type { z } from "zod";
import type { RateLimit } from "@/lib/kv/rate-limit";
import type { Contract } from "./contract";

/** An operation for anybody: no key is asked for, and each client's requests are counted. */
export type PublicContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = Omit<Contract<Params, Query, Body, Answer>, "scope"> & { scope: null; perClient: RateLimit };

/** Keeps the schemas' types. */
export function definePublicContract<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(contract: PublicContract<Params, Query, Body, Answer>): PublicContract<Params, Query, Body, Answer> {
  return contract;
}
