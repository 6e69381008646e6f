"use client";

import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "@/lib/http/action-result";

export type ServerAction<Input, Data> = (input: Input) => Promise<ActionResult<Data>>;

/** Calls a server action; a lost connection is an answer like any other. */
export async function callAction<Input, Data>(
  action: ServerAction<Input, Data>,
  input: Input,
): Promise<ActionResult<Data>> {
  try {
    return await action(input);
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, error: { code: "unavailable", reason: "connection_lost", requestId: "" } };
  }
}
