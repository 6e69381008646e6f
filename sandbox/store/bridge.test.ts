import { randomBytes } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Bridge, startBridge } from "@/sandbox/store/bridge";
import { openMemoryStore } from "@/sandbox/store/memory-store";
import { hasRedisServer, startRedisServer } from "@/sandbox/store/redis-server";

const token = randomBytes(16).toString("hex");
const redisIsHere = hasRedisServer();

test.runIf(process.env.CI)("continuous integration runs the contract on a real Redis as well", () => {
  expect(redisIsHere, "redis-server is not on the PATH").toBe(true);
});

const stores = [
  { name: "the store in this process", open: async () => openMemoryStore(), here: true },
  { name: "a real redis-server", open: startRedisServer, here: redisIsHere },
];

describe.each(stores)("the bridge before $name", ({ open, here }) => {
  describe.runIf(here)("speaks Upstash's dialect:", () => {
    let bridge: Bridge;
    let redis: Redis;

    beforeAll(async () => {
      bridge = await startBridge({ store: await open(), token, port: 0, bodyLimitBytes: 50_000 });
      redis = new Redis({ url: bridge.url, token, enableTelemetry: false, automaticDeserialization: false });
    });
    afterAll(() => bridge?.close());
    beforeEach(() => redis.flushall());

    async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(bridge.url + path, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    }

    test("text of any script survives, and so does what is absent", async () => {
      await redis.set("ключ", 'значение 🍕 "quoted" \n');
      expect(await redis.get("ключ")).toBe('значение 🍕 "quoted" \n');
      expect(await redis.get("absent")).toBeNull();
      await redis.set("ok", "OK");
      expect(await redis.get("ok")).toBe("OK");
    });

    test("values expire, and SET NX says whether it set", async () => {
      expect(await redis.set("lock", "1", { nx: true, px: 60 })).toBe("OK");
      expect(await redis.set("lock", "2", { nx: true, px: 60 })).toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 90));
      expect(await redis.get("lock")).toBeNull();
    });

    test("hashes, sets and sorted sets come back as flat arrays with scores as text", async () => {
      expect((await post("/", ["HSET", "h", "b", "1", "10", "x"])).body).toEqual({ result: 2 });
      expect((await post("/", ["HGETALL", "h"])).body).toEqual({ result: ["b", "1", "10", "x"] });
      await post("/", ["ZADD", "z", "2", "two", "1.5", "one"]);
      expect((await post("/", ["ZSCORE", "z", "two"])).body).toEqual({ result: "2" });
      expect((await post("/", ["ZRANGE", "z", "0", "-1", "WITHSCORES"])).body).toEqual({
        result: ["one", "1.5", "two", "2"],
      });
    });

    test("a pipeline answers each command, also beside one that fails", async () => {
      const { status, body } = await post("/pipeline", [
        ["SET", "a", 1],
        ["LPUSH", "a", "x"],
        ["INCR", "a"],
      ]);
      expect(status).toBe(200);
      expect(body).toEqual([
        { result: "OK" },
        { error: expect.stringContaining("WRONGTYPE") },
        { result: 2 },
      ]);
    });

    test("a transaction is whole: nobody sees the middle of it", async () => {
      const pair = () => redis.multi().incr("left").incr("right").exec();
      const look = () => redis.mget("left", "right");
      const seen = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? look() : pair())));
      for (const [left, right] of seen.filter((_, i) => i % 2)) expect(left).toBe(right);
      expect(await look()).toEqual(["20", "20"]);
    });

    test("a transaction with a command that does not exist is refused as a whole", async () => {
      const { status, body } = await post("/multi-exec", [["SET", "a", "1"], ["NOSUCH"]]);
      expect(status).toBe(400);
      expect(body.error).toContain("EXECABORT");
      expect(await redis.get("a")).toBeNull();
    });

    test("commands may stand in the path, with a body as the last argument", async () => {
      expect((await post("/set/greeting/hello?EX=100", "")).body).toEqual({ result: "OK" });
      expect(await redis.ttl("greeting")).toBe(100);
      expect((await post("/set/raw?EX=100", "a body")).body).toEqual({ result: "OK" });
      const read = await fetch(`${bridge.url}/get/raw?_token=${token}`);
      expect(await read.json()).toEqual({ result: "a body" });
    });

    test("with base64 asked for, every text but OK is encoded, at any depth", async () => {
      const headers = { "upstash-encoding": "base64" };
      expect((await post("/", ["SET", "k", "v"], headers)).body).toEqual({ result: "OK" });
      expect((await post("/", ["MGET", "k", "none"], headers)).body).toEqual({ result: ["dg==", null] });
      expect((await post("/", ["PING"], headers)).body).toEqual({ result: "UE9ORw==" });
    });

    test("a wrong or absent token is refused", async () => {
      const anonymous = await fetch(bridge.url, { method: "POST", body: '["PING"]' });
      expect(anonymous.status).toBe(401);
      expect((await post("/", ["PING"], { authorization: "Bearer wrong" })).status).toBe(401);
    });

    test.each([
      ["CONFIG", "GET", "*"],
      ["shutdown"],
      ["SUBSCRIBE", "x"],
      ["MONITOR"],
      ["DEBUG", "SLEEP", "1"],
      ["BLPOP", "x", "0"],
      ["SCRIPT", "KILL"],
    ])("%s is kept from the store", async (...command) => {
      const { status, body } = await post("/", command);
      expect(status).toBe(400);
      expect(body.error).toContain("is not available");
      expect((await post("/multi-exec", [command])).status).toBe(400);
    });

    test.each(["", "{}", "[]", "[[]]", "[null]", '["GET", {}]', "not json"])(
      "%j is not a command",
      async (body) => {
        expect((await post("/", body)).status).toBe(400);
      },
    );

    test("a refusal of Redis is status 400 with its own words", async () => {
      const { status, body } = await post("/", ["GET"]);
      expect(status).toBe(400);
      expect(body.error).toMatch(/^ERR wrong number of arguments/);
    });

    test("a body over the limit is refused", async () => {
      expect((await post("/", ["SET", "k", "x".repeat(60_000)])).status).toBe(413);
    });

    test("Lua runs, and a script is found by the SHA1 of what was sent, Upstash's flag included", async () => {
      const script = "#!lua flags=allow-key-locking\nreturn {KEYS[1], ARGV[1], 7}";
      const { body } = await post("/", ["SCRIPT", "LOAD", script]);
      const result = { result: ["key", "arg", 7] };
      expect((await post("/", ["EVALSHA", body.result, "1", "key", "arg"])).body).toEqual(result);
      expect((await post("/", ["SCRIPT", "EXISTS", body.result, "0".repeat(40)])).body).toEqual({
        result: [1, 0],
      });
      expect((await post("/", ["EVAL", script, "1", "key", "arg"])).body).toEqual(result);
      const unknown = await post("/", ["EVALSHA", "0".repeat(40), "0"]);
      expect(unknown.body.error).toContain("NOSCRIPT");
    });

    test.each(["fixedWindow", "slidingWindow"] as const)("Upstash's limiter counts: %s", async (kind) => {
      const limiter = new Ratelimit({ redis, prefix: kind, limiter: Ratelimit[kind](3, "60 s") });
      const answers = await Promise.all(Array.from({ length: 5 }, () => limiter.limit("someone")));
      expect(answers.filter(({ success }) => success)).toHaveLength(3);
      expect((await limiter.limit("someone else")).success).toBe(true);
    });
  });
});
