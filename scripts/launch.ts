import { chmodSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeBanner } from "@/scripts/launch/banner";
import { onlySet, readEnvFile, readSecrets, type Variables } from "@/scripts/launch/env-file";
import { lockFolder } from "@/scripts/launch/lock";
import { makePlan, requireNoDemoBeside, wantsDemo } from "@/scripts/launch/plan";
import { choosePorts, requireFreePort } from "@/scripts/launch/ports";
import { removeRunEnvironment } from "@/scripts/launch/run-environment";
import { Stack, type StackInput } from "@/scripts/launch/stack";

const DEFAULT_PORT = 3000;

const startedAt = performance.now();
const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  const given = { ...readEnvFile(".env"), ...onlySet(process.env) };
  const dataDir = resolve(given.MOSTIK_DATA_DIR ?? ".data");
  const appPort = readPort(given.PORT);
  const plan = makePlan(given);
  requireNoDemoBeside(plan, dataDir);
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  chmodSync(join(dataDir, "logs"), 0o700);
  const unlock = await lockFolder(dataDir);
  try {
    removeRunEnvironment(dataDir);
    await requireFreePort(appPort, given.HOSTNAME_BIND);
    const ports = await choosePorts(dataDir, appPort);
    const input = {
      plan,
      given,
      secrets: readSecrets(dataDir),
      ports,
      appPort,
      dataDir,
      development: process.argv.includes("--dev"),
    };
    process.exitCode = await run(input);
  } finally {
    unlock();
  }
}

/** Runs the servers until a signal or a failure; resolves to the exit code. */
async function run(input: Omit<StackInput, "say" | "onFailure">): Promise<number> {
  let end: (reason: Error | NodeJS.Signals | "disconnect") => void = () => {};
  const ended = new Promise<Error | NodeJS.Signals | "disconnect">((settle) => {
    end = settle;
  });
  const stack = new Stack({ ...input, say, onFailure: end });
  listenForTheEnd(end);
  say("Starting the servers…");
  stack.start().then(
    (env) => say(describe(env, input)),
    (error: unknown) => end(error instanceof Error ? error : new Error(String(error))),
  );
  const reason = await ended;
  if (reason instanceof Error) console.error(`\n${reason.message}`);
  say("Stopping…");
  await stack.stop();
  say("Stopped.");
  return reason instanceof Error ? 1 : 0;
}

// The terminal and the parent both pass Ctrl-C on, so the same request may come twice; a later one is impatience.
function listenForTheEnd(end: (reason: NodeJS.Signals | "disconnect") => void): void {
  let firstAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    firstAt ??= performance.now();
    if (performance.now() - firstAt > 1_000) process.exit(1);
    end(signal);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  process.on("disconnect", () => end("disconnect"));
}

function describe(
  env: Variables,
  { plan, given, dataDir }: Pick<StackInput, "plan" | "given" | "dataDir">,
): string {
  return makeBanner({
    env,
    plan,
    demoFile: wantsDemo(plan, given) ? join(dataDir, "demo.json") : null,
    dataDir,
    seconds: (performance.now() - startedAt) / 1000,
  });
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? DEFAULT_PORT);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT is ${JSON.stringify(text)}, which is not the number of a port.`);
}

main()
  .catch((error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  })
  .finally(() => process.exit());
