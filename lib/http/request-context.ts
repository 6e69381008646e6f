import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { db } from "@/db/client";
import { systemNow } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { randomId } from "@/lib/crypto/token";
import { clientAddress } from "./client-address";

/** The context of a page or an action, before it is known who asks. */
export async function requestContext(): Promise<Context> {
  const list = await headers();
  return {
    actor: { type: "anonymous" },
    now: systemNow(),
    requestId: z.uuid().safeParse(list.get("x-request-id")).data ?? randomId(),
    client: { ip: clientAddress(list), userAgent: list.get("user-agent") },
    db: db(),
  };
}
