import { availableParallelism } from "node:os";

// By itself V8 takes what the machine has before it tidies up, and glibc an arena for each thread: with 24 GB the server
// grew to 700 MB within a minute of load, of which it used 150.
const arenas = "2";

/** V8's helpers, four by itself: on two cores they kept the thread that answers waiting while they tidied up. */
const helpers = Math.min(4, Math.max(1, availableParallelism() - 1));
const options = `--max-old-space-size=384 --max-semi-space-size=16 --v8-pool-size=${helpers}`;

/** The environment of a process that runs for long and should stay small; what the operator has set is stronger. */
export function frugal(env) {
  const { NODE_OPTIONS, MALLOC_ARENA_MAX } = env;
  return {
    ...env,
    NODE_OPTIONS: NODE_OPTIONS ? `${options} ${NODE_OPTIONS}` : options,
    MALLOC_ARENA_MAX: MALLOC_ARENA_MAX || arenas,
  };
}
