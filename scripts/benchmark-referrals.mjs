// node scripts/benchmark-referrals.mjs: the look-up by address and the registration of a running server, each beside a
// bare handler on the same machine in the same run. Wants APP_URL, DATABASE_URL and TRUSTED_PROXY_HOPS=1 at the server,
// so that the requests come from many clients, as their limits stay on.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, createServer, request } from "node:http";
import { performance } from "node:perf_hooks";
import { hash } from "@node-rs/argon2";
import postgres from "postgres";

const { APP_URL = "http://localhost:3000", DATABASE_URL } = process.env;
if (!DATABASE_URL) throw new Error("DATABASE_URL is not set: which database is the server's?");
const seconds = Number(process.argv[2] ?? 8);
const rounds = 3;
const atOnce = 32;
const run = randomBytes(4).toString("hex");
const sql = postgres(DATABASE_URL, { max: 10, onnotice: () => {} });
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

const clientOf = (index) => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
const lookUp = (base, email, client) => ({
  url: `${base}/api/v1/referral-codes/by-email?email=${email}`,
  headers: { "x-forwarded-for": client },
});

/** Sends `make(index)` from `atOnce` connections for some seconds. */
async function load(make, connections = atOnce) {
  const times = [];
  const statuses = {};
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let index = 0;
  async function keepAsking() {
    while (performance.now() < endsAt) {
      const sentAt = performance.now();
      const status = await send(make(index++));
      times.push(performance.now() - sentAt);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }
  await Promise.all(Array.from({ length: connections }, keepAsking));
  times.sort((a, b) => a - b);
  return {
    perSecond: times.length / ((performance.now() - startedAt) / 1000),
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
    statuses,
  };
}

function send({ url, headers, method = "GET", body }) {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    });
    call.on("error", reject);
    call.end(body);
  });
}

/** What a row is compared with: node:http, and PostgreSQL or the hash, and nothing else. */
async function bare(handle) {
  const server = createServer(async (incoming, answer) => {
    const body = await handle(new URL(incoming.url, "http://bare").searchParams);
    answer.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { base: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

const findCode = async (parameters) =>
  await sql`select c.text, c.expires_at from users u join referral_codes c on c.user_id = u.id and c.is_active
    where u.email_key = ${parameters.get("email")} and c.expires_at > now()`;

async function makeOwners(count) {
  await sql`with people as (
      insert into users (id, email, email_key, username, username_key, created_at, updated_at)
      select gen_random_uuid(), p || '@example.test', p || '@example.test', p, p, now(), now()
      from (select ${`bench-${run}-`} || n as p from generate_series(1, ${count}::int) n) s returning id, username)
    insert into referral_codes (id, user_id, text, text_key, is_active, created_at, expires_at)
    select gen_random_uuid(), id, username, username, true, now(), now() + interval '1 day' from people`;
  return (index) => `bench-${run}-${(index % count) + 1}@example.test`;
}

/** The id of the sign-up's action, as the build named it. */
function signUpAction() {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return Object.entries(manifest.node).find(([, { exportedName }]) => exportedName === "signUpAction")?.[0];
}

function registration(action, round) {
  return (index) => {
    const username = `bench-${run}-${round}-${index}-new`;
    const password = "a password of some length";
    const person = { email: `${username}@example.test`, username, password, passwordConfirm: password };
    return {
      url: `${APP_URL}/sign-up`,
      method: "POST",
      headers: {
        accept: "text/x-component",
        "content-type": "text/plain;charset=UTF-8",
        origin: APP_URL,
        "next-action": action,
        "x-forwarded-for": clientOf(index + round * 65_536),
      },
      body: JSON.stringify([{ ...person, referralCode: "", locale: "ru" }]),
    };
  };
}

async function row(name, ours, theirs) {
  const figures = [];
  // What is compiled and kept by the first round is not what is measured.
  await load(ours.make(rounds), ours.connections);
  for (let round = 0; round < rounds; round++) {
    const own = await load(ours.make(round), ours.connections);
    const base = await load(theirs.make(round), theirs.connections);
    figures.push({ ...own, bare: base.perSecond, share: own.perSecond / base.perSecond });
  }
  figures.sort((a, b) => a.share - b.share);
  const [least, median, most] = figures;
  console.log(
    `${name}: ${median.perSecond.toFixed(0)}/s, p99 ${median.p99.toFixed(1)} ms; bare ${median.bare.toFixed(0)}/s; ` +
      `${(median.share * 100).toFixed(0)} % of it (${(least.share * 100).toFixed(0)}–${(most.share * 100).toFixed(0)} %)`,
    JSON.stringify(median.statuses),
  );
}

const hot = await makeOwners(50);
const cold = await makeOwnersApart();
const asking = await bare(findCode);
const hashing = await bare(async () => {
  await hash("a password of some length", { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  return { ok: true };
});
const clients = 4_000;
const at = (base, emailOf) => () => (index) => lookUp(base, emailOf(index), clientOf(index % clients));
await row("code by e-mail, cached", { make: at(APP_URL, hot) }, { make: at(asking.base, hot) });
await row("code by e-mail, uncached", { make: at(APP_URL, cold) }, { make: at(asking.base, cold) });
const action = signUpAction();
if (action === undefined) console.log("registration: the build does not name its action");
else
  await row(
    "registration",
    { make: (round) => registration(action, round), connections: 8 },
    { make: () => () => ({ url: hashing.base, headers: {} }), connections: 8 },
  );
await sql`delete from users where username_key like ${`bench-${run}-%`}`;
for (const each of [asking, hashing]) each.close();
agent.destroy();
await sql.end({ timeout: 5 });

/** Addresses that are asked for once each: nothing of them is kept. */
async function makeOwnersApart() {
  let asked = 0;
  return () => `never-${run}-${asked++}@example.test`;
}
