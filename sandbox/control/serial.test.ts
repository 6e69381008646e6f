import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Serial } from "./serial";

it("runs the works of one key one after another, whether they succeed or fail", async () => {
  const serial = new Serial();
  const steps: string[] = [];
  const work = (name: string, fails = false) =>
    serial.run("key", async () => {
      steps.push(`${name} begins`);
      await sleep(5);
      steps.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  await Promise.allSettled([work("first", true), work("second")]);
  expect(steps).toEqual(["first begins", "first ends", "second begins", "second ends"]);
});

it("runs the works of different keys together", async () => {
  const serial = new Serial();
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(5);
    running -= 1;
  };
  await Promise.all([serial.run("one", work), serial.run("two", work)]);
  expect(most).toBe(2);
});
