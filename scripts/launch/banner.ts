import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";
import { imitable } from "@/lib/imitations";
import type { Variables } from "@/scripts/launch/env-file";
import { isAllImitated, isConfigured, type Plan, settings } from "@/scripts/launch/plan";

const demoAccount = z.object({ email: z.string(), password: z.string() });

export interface BannerInput {
  /** What the servers run with. */
  env: Variables;
  plan: Plan;
  /** Where the demonstration's account is, if there is to be one. */
  demoFile: string | null;
  dataDir: string;
  seconds: number;
}

/** What a person needs to know once everything runs, what is an imitation above all. */
export function makeBanner({ env, plan, demoFile, dataDir, seconds }: BannerInput): string {
  const demo = demoFile === null ? null : readDemo(demoFile);
  const rows: [string, string | undefined][] = [
    ["Application", env.APP_URL],
    [
      "Dodo IS",
      plan.dodois
        ? `imitated, ${env.DODOIS_ISSUER} (.io) and ${env.DODOIS_COM_ISSUER} (.com)`
        : realOrNone(env, "dodois"),
    ],
    ["amoCRM", plan.amocrm ? `imitated, ${env.AMOCRM_SANDBOX_ORIGIN}` : realOrNone(env, "amocrm")],
    ["Mail", plan.mail ? `kept in the mail box, ${env.MOSTIK_MAILBOX_URL}` : "real"],
    ["Demo e-mail", demo?.email],
    ["Demo password", demo?.password],
    ["Data and logs", relative(process.cwd(), dataDir) || dataDir],
  ];
  const shown = rows.filter((row): row is [string, string] => row[1] !== undefined);
  const width = Math.max(...shown.map(([label]) => label.length)) + 3;
  const lines = shown.map(([label, value]) => `  ${label.padEnd(width)}${value}`);
  const title = `Mostik is ready (${seconds.toFixed(1)} s)`;
  return ["", title, "", ...lines, "", ...mixtureOf(plan), "Ctrl-C stops it.", ""].join("\n");
}

function realOrNone(env: Variables, provider: "dodois" | "amocrm"): string {
  return isConfigured(provider, env) ? "real" : "not configured";
}

/** Real and imitated side by side is what somebody could mistake. */
function mixtureOf(plan: Plan): string[] {
  const imitated = imitable.filter((one) => plan[one]).map((one) => settings[one].name);
  if (imitated.length === 0 || isAllImitated(plan)) return [];
  return [`Not configured, so imitated beside what is real: ${imitated.join(", ")}.`, ""];
}

function readDemo(file: string): z.infer<typeof demoAccount> | null {
  if (!existsSync(file)) return null;
  return demoAccount.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
}
