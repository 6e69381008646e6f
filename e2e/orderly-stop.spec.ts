import { expect, test } from "@playwright/test";
import { Installation } from "./support/installation";
import { control } from "./support/sandbox";

// A release in the middle of refreshes: the server is told to stop while providers have its questions.
test.setTimeout(120_000);

let mostik: Installation;

test.beforeAll(async () => {
  mostik = await Installation.make();
  await mostik.start({ MOSTIK_WORKER: "0" });
});
test.afterAll(async () => await mostik.remove());

type Provider = "dodois" | "amocrm";
const origin = (provider: Provider) => `http://127.0.0.1:${mostik.ports()[provider]}`;

async function ask(provider: Provider, query = "", signal?: AbortSignal): Promise<Response> {
  const { api_key, connections } = mostik.demo();
  return await fetch(mostik.url(`/api/v1/connections/${connections[provider]}/token${query}`), {
    headers: { authorization: `Bearer ${api_key}` },
    ...(signal !== undefined && { signal }),
  });
}

const genOf = async (provider: Provider) => ((await (await ask(provider)).json()) as { gen: number }).gen;

const isAsked = async (provider: Provider) => {
  const calls = (await (await fetch(`${origin(provider)}/_sandbox/calls`)).json()) as Array<{
    refreshToken: string | null;
    status: number | null;
  }>;
  return calls.some(({ refreshToken, status }) => refreshToken !== null && status === null);
};

test("a server told to stop keeps what providers answer, whoever asked for it has gone or not", async () => {
  const before = { dodois: await genOf("dodois"), amocrm: await genOf("amocrm") };
  // Rotated at once and told late: an answer that nobody waits for would be lost.
  const late = { kind: "delay", grant: "refresh_token", afterWork: true };
  await control(origin("dodois"), "faults", { ...late, delayMs: 4_000 });
  await control(origin("amocrm"), "faults", { ...late, delayMs: 11_000 });

  const gone = new AbortController();
  const hungUp = ask("dodois", `?after_gen=${before.dodois}`, gone.signal).catch(() => null);
  const patient = ask("amocrm", `?after_gen=${before.amocrm}`).catch(() => null);
  for (const provider of ["dodois", "amocrm"] as const)
    await expect.poll(async () => await isAsked(provider)).toBe(true);
  gone.abort();
  await hungUp;
  const server = mostik.pidOf(".build/server.mjs");
  process.kill(server, "SIGTERM");
  await patient;

  await expect
    .poll(() => mostik.processes().some((line) => line.startsWith(`${server} `)), { timeout: 30_000 })
    .toBe(false);
  await expect
    .poll(async () => (await fetch(mostik.url("/api/health")).catch(() => null))?.status, { timeout: 30_000 })
    .toBe(200);
  for (const provider of ["dodois", "amocrm"] as const) {
    expect(await genOf(provider)).toBe(before[provider] + 1);
    const stats = (await (await fetch(`${origin(provider)}/_sandbox/stats`)).json()) as object;
    expect(stats).toMatchObject({ spentRefreshes: 0 });
  }
});
