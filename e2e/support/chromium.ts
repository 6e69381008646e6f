import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import sparticuz, { inflate } from "@sparticuz/chromium";

/**
 * The packaged browser. On a machine that lacks the system libraries of a browser (NSS and others),
 * those that the package carries are used. Never the package's own flags: they switch web security off.
 */
export async function chromiumOptions() {
  const executablePath = await sparticuz.executablePath();
  return {
    executablePath,
    args: ["--no-sandbox"],
    env: { ...process.env, ...(await libraries(executablePath)) },
  };
}

async function libraries(executablePath: string): Promise<Record<string, string>> {
  const linked = execFileSync("ldd", [executablePath], { encoding: "utf8" });
  if (!linked.includes("not found")) return {};
  const entry = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const packageFolder = entry.slice(
    0,
    entry.indexOf(join("@sparticuz", "chromium")) + join("@sparticuz", "chromium").length,
  );
  const folder = await inflate(join(packageFolder, "bin", "al2023.tar.br"));
  return { LD_LIBRARY_PATH: [join(folder, "lib"), dirname(executablePath)].join(":") };
}
