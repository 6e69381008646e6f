import "server-only";
import { randomInt } from "node:crypto";

const steps = 2 ** 32;

/** A uniform number in [0, 1), for jitter and spread. */
export function randomFraction(): number {
  return randomInt(steps) / steps;
}
