import "server-only";
import { log } from "@/lib/log";
import { kv } from "./client";
import { LocalTurns, type Turnstile } from "./local-turns";
import { storeOrAlone } from "./store-or-alone";
import { TurnsAhead } from "./turns-ahead";

export interface Turn {
  /** Whether a place was reserved: then the call may be made after `afterMs`. */
  granted: boolean;
  afterMs: number;
}

// The times of the last `limit` calls are kept, the newest first. A place is reserved where the
// limit-th before it is a window old, by the store's clock, so processes need not agree on theirs.
const reserve = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at = now
for i = 1, #KEYS, 2 do
  local last = redis.call('LINDEX', KEYS[i], 0)
  local first = redis.call('LINDEX', KEYS[i], ARGV[i + 1] - 1)
  local held = redis.call('PTTL', KEYS[i + 1])
  if last then at = math.max(at, tonumber(last)) end
  if first then at = math.max(at, tonumber(first) + ARGV[i + 2]) end
  if held > 0 then at = math.max(at, now + held) end
end
if at - now > tonumber(ARGV[1]) then return {0, at - now} end
for i = 1, #KEYS, 2 do
  redis.call('LPUSH', KEYS[i], string.format('%.0f', at))
  redis.call('LTRIM', KEYS[i], 0, ARGV[i + 1] - 1)
  redis.call('PEXPIRE', KEYS[i], at - now + ARGV[i + 2])
end
return {1, at - now}`;

const pace = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at = now + ARGV[1]
local last = redis.call('GET', KEYS[1])
if last then at = math.max(at, math.min(tonumber(last) + ARGV[2], now + ARGV[3])) end
redis.call('SET', KEYS[1], string.format('%.0f', at), 'PX', math.ceil(at - now + 1))
return at - now`;

const longestPaceMs = 30 * 60_000;

const local = new LocalTurns();
const ahead = new TurnsAhead();
let scripts: ReturnType<typeof makeScripts> | null = null;

function made(): ReturnType<typeof makeScripts> {
  scripts ??= makeScripts();
  return scripts;
}

function makeScripts() {
  return { reserve: kv().createScript<[number, number]>(reserve), pace: kv().createScript<number>(pace) };
}

/**
 * Reserves the next place that every turnstile has free, if it is at most `longestWaitMs` away: all
 * processes take theirs from one store. While the store is away each process keeps the limits alone.
 */
export async function takeTurn(turnstiles: readonly Turnstile[], longestWaitMs: number): Promise<Turn> {
  const [first, ...others] = turnstiles;
  if (first === undefined) return { granted: true, afterMs: 0 };
  if (first.isReservedAhead !== true || others.length > 0)
    return await reservePlace(turnstiles, longestWaitMs);
  const isAgain = ahead.ask(first.key, performance.now());
  const turn = ahead.take(first.key, performance.now())
    ? { granted: true, afterMs: 0 }
    : await reservePlace(turnstiles, longestWaitMs);
  if (isAgain && turn.granted && turn.afterMs === 0) void reserveAhead(first);
  return turn;
}

/** Only while less than half of the limit is used: one that nobody comes for must not be missed by others. */
async function reserveAhead({ key, limit, windowMs }: Turnstile): Promise<void> {
  const askedAtMs = performance.now();
  const reservation = ahead.begin(key, askedAtMs);
  if (reservation === null) return;
  let isGranted = false;
  try {
    const half = { key, limit: Math.max(1, Math.floor(limit / 2)), windowMs };
    isGranted = (await reservePlace([half], 0)).granted;
  } catch (error) {
    log().warn({ err: error }, "no place could be reserved ahead");
  } finally {
    ahead.end(key, reservation, isGranted ? askedAtMs : null);
  }
}

async function reservePlace(turnstiles: readonly Turnstile[], longestWaitMs: number): Promise<Turn> {
  const keys = turnstiles.flatMap(({ key }) => [place(key), holdPlace(key)]);
  const rules = turnstiles.flatMap(({ limit, windowMs }) => [String(limit), String(windowMs)]);
  const [granted, afterMs] = await storeOrAlone(
    async () => await made().reserve.exec(keys, [String(longestWaitMs), ...rules]),
    () => local.take(turnstiles, longestWaitMs, performance.now()),
  );
  return { granted: granted === 1, afterMs };
}

/** Nobody passes this turnstile for `seconds`: the provider has asked for it. */
export async function holdTurns(key: string, seconds: number): Promise<void> {
  await storeOrAlone(
    async () => {
      await kv().set(holdPlace(key), "1", { px: Math.max(1, Math.ceil(seconds * 1000)) });
    },
    () => local.hold(key, seconds * 1000, performance.now()),
  );
  // Only now: until the store knew, places could still be reserved.
  ahead.drop(key);
}

/**
 * How long work that found no place should stay away: not before `notBeforeMs`, each a `spacingMs`
 * after the one before it, so that a crowd comes back in a line. Half an hour at most.
 */
export async function paceLater(key: string, notBeforeMs: number, spacingMs: number): Promise<number> {
  const numbers = [notBeforeMs, spacingMs, longestPaceMs].map((value) => String(Math.ceil(value)));
  return await storeOrAlone(
    async () => await made().pace.exec([`${place(key)}:later`], numbers),
    () => notBeforeMs,
  );
}

// The braces keep the two keys of a turnstile together where a store is a cluster.
function place(key: string): string {
  return `turns:{${key}}`;
}

function holdPlace(key: string): string {
  return `${place(key)}:hold`;
}
