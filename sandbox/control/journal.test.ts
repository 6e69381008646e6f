import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Journal } from "./journal";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "journal-"));
  file = join(folder, "deeper", "state.jsonl");
});
afterEach(() => rm(folder, { recursive: true }));

describe("a journal", () => {
  it("remembers what was set and forgets what was deleted, without being closed", () => {
    const things = new Journal(file).collection<number>("things");
    things.set("one", 1);
    things.set("two", 2);
    things.set("one", 11);
    things.delete("two");
    expect(new Journal(file).collection<number>("things").entries()).toEqual([["one", 11]]);
  });

  it("survives half a line at the end", async () => {
    new Journal(file).collection<number>("things").set("one", 1);
    await appendFile(file, '["things","two",');
    const restored = new Journal(file).collection<number>("things");
    restored.set("three", 3);
    expect(new Journal(file).collection<number>("things").entries()).toEqual([
      ["one", 1],
      ["three", 3],
    ]);
  });

  it("keeps one line for each entry, readable by its owner alone, when it is opened again", async () => {
    const things = new Journal(file).collection<number>("things");
    for (let value = 0; value < 100; value += 1) things.set("one", value);
    new Journal(file).close();
    expect(await readFile(file, "utf8")).toBe('["things","one",99]\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
