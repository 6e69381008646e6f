import { expect, test } from "vitest";
import { Lanes } from "@/lib/lanes";

test("of one key so many go on at once, in the order in which they came; another key does not wait", async () => {
  const lanes = new Lanes(2);
  const begun: string[] = [];
  const enders = new Map<string, () => void>();
  const run = (key: string, name: string) =>
    lanes.run(key, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => enders.set(name, resolve));
    });
  const runs = [run("a", "a1"), run("a", "a2"), run("a", "a3"), run("a", "a4"), run("b", "b1")];
  expect(begun).toEqual(["a1", "a2", "b1"]);
  enders.get("a2")?.();
  await runs[1];
  expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
  for (const name of ["a1", "a3"]) enders.get(name)?.();
  await Promise.all([runs[0], runs[2]]);
  for (const name of ["a4", "b1"]) enders.get(name)?.();
  await Promise.all(runs);
  expect(begun).toEqual(["a1", "a2", "b1", "a3", "a4"]);
});

test("what fails gives its place on", async () => {
  const lanes = new Lanes(1);
  const failed = lanes.run("a", async () => await Promise.reject(new Error("no")));
  const next = lanes.run("a", async () => "done");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("done");
});
