import "server-only";
import { log } from "@/lib/log";
import { kv } from "./client";
import { storeOrAlone } from "./store-or-alone";

const opensAfter = 10;
const withinSeconds = 30;
const firstRestMs = 10_000;
const longestRestMs = 60_000;
/** Longer than a call: while one is trying, the others keep away. */
const probeMs = 20_000;
const readAgainAfterMs = 500;
/** A closed circuit is believed for so long while it is read again: else every lane of a sweep waits for the store. */
const believedForMs = 2_000;
const keptSeconds = 600;

/** `opens` counts how often in a row it opened: 0 is closed. `until` is when one call may try again. */
interface Circuit {
  failures: number;
  opens: number;
  until: number;
}

const closed: Circuit = { failures: 0, opens: 0, until: 0 };

const known = new Map<string, { circuit: Circuit; readAt: number; probeUntil: number }>();
const reading = new Map<string, Promise<Circuit>>();

/**
 * For how many milliseconds nobody should call; null while the circuit is closed, and when it is
 * time to try again. What other processes saw is known here half a second after it is asked for again,
 * two seconds after it happened at the latest.
 */
export async function circuitRestMs(name: string, now: Date): Promise<number | null> {
  const { opens, until } = await read(name, now);
  return opens === 0 || until <= now.getTime() ? null : until - now.getTime();
}

/** Whether this call may go out: always while closed; of those who ask a resting circuit, one. */
export async function mayCall(name: string, now: Date): Promise<boolean> {
  const { opens, until } = await read(name, now);
  if (opens === 0) return true;
  if (until > now.getTime()) return false;
  return await storeOrAlone(
    async () => (await kv().set(`${place(name)}:probe`, "1", { nx: true, px: probeMs })) === "OK",
    () => {
      const mine = known.get(name);
      if (mine === undefined || mine.probeUntil > performance.now()) return false;
      mine.probeUntil = performance.now() + probeMs;
      return true;
    },
  );
}

/** A call did not get through. The tenth within half a minute with no success between opens the circuit. */
export async function callFailed(name: string, now: Date): Promise<void> {
  const circuit = await read(name, now);
  if (circuit.opens > 0) {
    // Calls that were under way when it opened say nothing new.
    if (circuit.until <= now.getTime()) await open(name, now, circuit.opens + 1);
    return;
  }
  const failures = await storeOrAlone(
    async () => {
      const count = await kv().incr(`${place(name)}:failures`);
      if (count === 1) await kv().expire(`${place(name)}:failures`, withinSeconds);
      return count;
    },
    () => circuit.failures + 1,
  );
  if (failures >= opensAfter) await open(name, now, 1);
  else keep(name, { ...circuit, failures });
}

/** A call got through: the circuit closes. Costs nothing while nothing was wrong. */
export async function callSucceeded(name: string, now: Date): Promise<void> {
  const { failures, opens } = await read(name, now);
  if (failures === 0 && opens === 0) return;
  keep(name, closed);
  if (opens > 0) log().info({ circuit: name }, "a provider answers again");
  const keys = ["failures", "open", "probe"].map((part) => `${place(name)}:${part}`);
  await storeOrAlone(
    async () => await kv().del(...keys),
    () => 0,
  );
}

async function open(name: string, now: Date, opens: number): Promise<void> {
  const until = now.getTime() + Math.min(firstRestMs * 2 ** (opens - 1), longestRestMs);
  keep(name, { failures: 0, opens, until });
  log().warn({ circuit: name, opens }, "a provider does not answer: calls rest for a while");
  await storeOrAlone(
    async () => {
      await kv().set(`${place(name)}:open`, `${opens} ${until}`, { ex: keptSeconds });
      await kv().del(`${place(name)}:failures`, `${place(name)}:probe`);
    },
    () => {},
  );
}

async function read(name: string, now: Date): Promise<Circuit> {
  const circuit = believed(name) ?? (await (reading.get(name) ?? readStored(name)));
  // A rest that is longer than any can only be of a clock that was since turned back.
  return circuit.until - now.getTime() > longestRestMs ? closed : circuit;
}

/** What is known, where that will do. */
function believed(name: string): Circuit | null {
  const seen = known.get(name);
  if (seen === undefined) return null;
  const ageMs = performance.now() - seen.readAt;
  if (ageMs < readAgainAfterMs) return seen.circuit;
  const isClosed = seen.circuit.failures === 0 && seen.circuit.opens === 0;
  if (!isClosed || ageMs > believedForMs) return null;
  if (!reading.has(name)) void readStored(name);
  return seen.circuit;
}

function readStored(name: string): Promise<Circuit> {
  const before = known.get(name);
  const mine = storeOrAlone(
    async () => {
      const [failures, open] = await kv().mget<(string | null)[]>(
        `${place(name)}:failures`,
        `${place(name)}:open`,
      );
      const [opens = 0, until = 0] = (open ?? "").split(" ").map(Number);
      return { failures: Number(failures ?? 0), opens, until };
    },
    () => known.get(name)?.circuit ?? closed,
  )
    // What this process has seen for itself meanwhile is newer.
    .then((circuit) => {
      const seen = known.get(name);
      return seen === undefined || seen === before ? keep(name, circuit) : seen.circuit;
    })
    .finally(() => reading.delete(name));
  reading.set(name, mine);
  return mine;
}

function keep(name: string, circuit: Circuit): Circuit {
  const probeUntil = circuit.opens === 0 ? 0 : (known.get(name)?.probeUntil ?? 0);
  known.set(name, { circuit, readAt: performance.now(), probeUntil });
  return circuit;
}

function place(name: string): string {
  return `circuit:{${name}}`;
}
