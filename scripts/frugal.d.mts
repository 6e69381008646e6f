export function frugal(env: NodeJS.Dict<string>): Record<string, string>;
