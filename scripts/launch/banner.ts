import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { z } from "zod";

const demoAccount = z.object({ email: z.string(), password: z.string() });

export interface BannerInput {
  appUrl: string;
  mailboxUrl: string | undefined;
  dodoisUrl: string | undefined;
  dodoisComUrl: string | undefined;
  amocrmUrl: string | undefined;
  demoFile: string;
  dataDir: string;
  seconds: number;
}

/** What a person needs to know once everything runs. */
export function makeBanner(input: BannerInput): string {
  const { appUrl, mailboxUrl, dodoisUrl, dodoisComUrl, amocrmUrl, demoFile, dataDir, seconds } = input;
  const demo = readDemo(demoFile);
  const rows: [string, string | undefined][] = [
    ["Application", appUrl],
    ["Mail box", mailboxUrl],
    ["Dodo IS (sandbox)", dodoisUrl],
    ["Dodo IS .com (sandbox)", dodoisComUrl],
    ["amoCRM (sandbox)", amocrmUrl],
    ["Demo e-mail", demo?.email],
    ["Demo password", demo?.password],
    ["Data and logs", relative(process.cwd(), dataDir) || dataDir],
  ];
  const shown = rows.filter((row): row is [string, string] => row[1] !== undefined);
  const width = Math.max(...shown.map(([label]) => label.length)) + 3;
  const lines = shown.map(([label, value]) => `  ${label.padEnd(width)}${value}`);
  return ["", `Mostik is ready (${seconds.toFixed(1)} s)`, "", ...lines, "", "Ctrl-C stops it.", ""].join(
    "\n",
  );
}

function readDemo(file: string): z.infer<typeof demoAccount> | null {
  if (!existsSync(file)) return null;
  return demoAccount.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
}
