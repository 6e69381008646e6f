export function frugal<E extends NodeJS.Dict<string>>(
  env: E,
): E & { NODE_OPTIONS: string; MALLOC_ARENA_MAX: string };
