import { z } from "zod";
import { maskEmail } from "./mask-email";

const Failure = z.object({
  type: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
  extra: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/**
 * Why a job failed, in the closed words in which failures are kept. Null where nothing of ours was
 * kept: the process died, or the job's time ran out. Free text is left out, because it may hold an address.
 */
export function jobCause(output: unknown): string | null {
  const { type, code, reason, extra = {} } = Failure.safeParse(output).data ?? {};
  const words = [code ?? type, reason, ...Object.values(extra).map(String)];
  const safe = words.filter((word) => word !== undefined && /^[\w.:-]{1,80}$/.test(word));
  return safe.length === 0 ? null : safe.join(" · ");
}

export interface JobDetail {
  name: string;
  value: string;
}

/** What a job is about, kinds before ids, which are as they are; addresses are masked. */
export function jobDetails(data: unknown): JobDetail[] {
  const fields = z.record(z.string(), z.unknown()).safeParse(data).data ?? {};
  return Object.entries(fields)
    .flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number"
        ? [{ name, value: String(value).includes("@") ? maskEmail(String(value)) : String(value) }]
        : [],
    )
    .toSorted((left, right) => Number(left.name.endsWith("Id")) - Number(right.name.endsWith("Id")));
}
