import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

// The promises of scripts/patches/postgres+3.4.9.patch.

/** Runs a script against the database of this file in a process that dies of an uncaught error. */
async function runAlone(body: string): Promise<string> {
  const script = `
    import postgres from "postgres";
    const sql = postgres(process.env.DATABASE_URL, { max: 1, onnotice: () => {} });
    const killer = postgres(process.env.DATABASE_URL, { max: 1, onnotice: () => {} });
    const code = (error) => error.code;
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const killBackendOf = async (tx) => {
      const [{ pid }] = await tx\`select pg_backend_pid() as pid\`;
      await killer\`select pg_terminate_backend(\${pid})\`;
      await sleep(50);
    };
    ${body}
    // The closing of the connection may still be under way.
    const [{ alive }] = await sql\`select 1 as alive\`.catch(() => sql\`select 1 as alive\`);
    console.log("alive", alive);
    await Promise.all([sql.end({ timeout: 1 }), killer.end({ timeout: 1 })]);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    timeout: 15_000,
  });
  return stdout;
}

describe("when the backend dies", () => {
  test("within sql.begin, the transaction is refused and the process lives", async () => {
    const output = await runAlone(`
      const result = await sql.begin(async (tx) => {
        await killBackendOf(tx);
        await tx\`select 1\`;
      }).catch(code);
      console.log(result);
    `);
    expect(output).toBe("CONNECTION_CLOSED\nalive 1\n");
  });

  test("during a query within sql.begin, too", async () => {
    const output = await runAlone(`
      const result = await sql.begin(async (tx) => {
        const [{ pid }] = await tx\`select pg_backend_pid() as pid\`;
        setTimeout(() => killer\`select pg_terminate_backend(\${pid})\`.then(() => {}), 50);
        await tx\`select pg_sleep(5)\`;
      }).catch(code);
      console.log(result);
    `);
    expect(output).toMatch(/^(57P01|CONNECTION_CLOSED)\nalive 1\n$/);
  });

  test("what is left of the transaction never runs on the connection that replaces it", async () => {
    const output = await runAlone(`
      await sql\`create table leaked (n int)\`;
      const results = await Promise.all([
        sql.begin(async (tx) => {
          await killBackendOf(tx);
          await sleep(200);
          await tx\`insert into leaked values (1)\`;
        }).catch(code),
        sleep(150).then(() => sql\`select 1\`).then(() => "reconnected"),
      ]);
      await sleep(200);
      const [{ count }] = await sql\`select count(*)::int from leaked\`;
      console.log(results.join(), count);
    `);
    expect(output).toBe("CONNECTION_CLOSED,reconnected 0\nalive 1\n");
  });

  test("a reserved connection refuses every further query", async () => {
    const output = await runAlone(`
      const reserved = await sql.reserve();
      await killBackendOf(reserved);
      console.log(await reserved\`select 1\`.catch(code), await reserved\`select 1\`.catch(code));
      reserved.release();
    `);
    expect(output).toBe("CONNECTION_CLOSED CONNECTION_CLOSED\nalive 1\n");
  });
});

test("a server that goes away while it is asked for its types costs the query, not the process", async () => {
  const script = `
    import { createServer } from "node:net";
    import { once } from "node:events";
    import postgres from "postgres";
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => {
        // AuthenticationOk, ReadyForQuery.
        socket.write(Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 0, 90, 0, 0, 0, 5, 73]));
        socket.once("data", () => {
          server.close();
          socket.destroy();
        });
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const sql = postgres({ host: "127.0.0.1", port: server.address().port, user: "u", max: 1, backoff: false });
    console.log(await sql\`select 1\`.catch((error) => error.code));
    await new Promise((resolve) => setTimeout(resolve, 200));
    console.log("alive");
    process.exit();
  `;
  const alone = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    timeout: 15_000,
  });
  expect((await alone).stdout).toBe("ECONNREFUSED\nalive\n");
});

test("the pool's queues stay fast although they never empty", async () => {
  const file = pathToFileURL("node_modules/postgres/src/queue.js").href;
  const { default: makeQueue } = await import(/* @vite-ignore */ file);
  const queue = makeQueue([{ n: 0 }, { n: 1 }, { n: 2 }]);
  const start = performance.now();
  for (let n = 3; n < 200_000; n += 1) {
    queue.push({ n });
    const first = queue.shift();
    if (first.n !== n - 3) throw new Error(`out of order at ${n}`);
    queue.remove({});
  }
  expect(queue).toHaveLength(3);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test("an answered query is let go with its rows, long before a full collection", async () => {
  const output = await runAlone(`
    const { getHeapSpaceStatistics } = await import("node:v8");
    const kept = () => getHeapSpaceStatistics().find((space) => space.space_name === "old_space").space_used_size;
    const ask = async (times) => {
      for (let turn = 0; turn < times; turn += 1) await sql\`select repeat('a', 2000) as text, \${turn}::int\`;
    };
    await ask(500);
    const before = kept();
    await ask(3000);
    process.stdout.write("kept " + (kept() - before) + " bytes of 6 million\\n");
  `);
  expect(Number(/kept (-?\d+) /.exec(output)?.[1])).toBeLessThan(1_000_000);
});
