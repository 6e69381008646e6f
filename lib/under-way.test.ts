import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { stopping, stopWork, underWay } from "./under-way";

test("a stop is told at once and waits for what is under way, what that begins, and what fails", async () => {
  const done: string[] = [];
  const failing = underWay(sleep(20).then(() => Promise.reject(new Error("failed"))));
  const first = underWay(
    sleep(40).then(async () => {
      done.push("first");
      void underWay(sleep(40).then(() => done.push("second")));
    }),
  );
  expect(stopping().aborted).toBe(false);
  const stopped = stopWork().then(() => done.push("stopped"));
  expect(stopping().aborted).toBe(true);
  await expect(failing).rejects.toThrow("failed");
  await first;
  await stopped;
  expect(done).toEqual(["first", "second", "stopped"]);
});
