import { expect, test, vi } from "vitest";
import { z } from "zod";
import { cached } from "./cached";
import { claim } from "./claim";
import { kv } from "./client";

const schema = z.object({ name: z.string() });
const rule = (key: string) => ({ key, ttlSeconds: 60, schema });

test("what was brought once is kept, sealed, for as long as was said", async () => {
  const load = vi.fn(async () => ({ name: "Анна" }));
  expect(await cached(rule("kept"), load)).toEqual({ name: "Анна" });
  expect(await cached(rule("kept"), load)).toEqual({ name: "Анна" });
  expect(load).toHaveBeenCalledTimes(1);
  const stored = await kv().get<string>("cache:kept");
  expect(stored).not.toContain("Анна");
  expect(await kv().ttl("cache:kept")).toBeGreaterThan(50);
});

test("many who ask at once cost one load", async () => {
  const load = vi.fn(async () => ({ name: "one" }));
  await Promise.all(Array.from({ length: 20 }, async () => await cached(rule("herd"), load)));
  expect(load).toHaveBeenCalledTimes(1);
});

test("a failure is for those who asked meanwhile, and is not kept", async () => {
  const failing = async () => await Promise.reject(new Error("away"));
  await expect(cached(rule("failing"), failing)).rejects.toThrow("away");
  expect(await cached(rule("failing"), async () => ({ name: "back" }))).toEqual({ name: "back" });
});

test("what another version kept, or another key's value, is not believed", async () => {
  await cached({ ...rule("shape"), schema: z.object({ old: z.number() }) }, async () => ({ old: 1 }));
  expect(await cached(rule("shape"), async () => ({ name: "new" }))).toEqual({ name: "new" });
  await kv().set("cache:theirs", (await kv().get<string>("cache:shape")) ?? "");
  expect(await cached(rule("theirs"), async () => ({ name: "mine" }))).toEqual({ name: "mine" });
});

test("of two claims of one key the first holds", async () => {
  expect(await claim("key", "first", 60)).toBe("first");
  expect(await claim("key", "second", 60)).toBe("first");
  expect(await claim("key", "first", 60)).toBe("first");
});
