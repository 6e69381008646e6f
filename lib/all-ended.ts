/**
 * `Promise.all` that ends with the last of them, also where one fails: for statements sent together in
 * a transaction, of which none may come after its end.
 */
export async function allEnded<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  // A query of Drizzle's begins whenever it is waited for: here once.
  const begun = work.map(async (one) => await one);
  await Promise.allSettled(begun);
  return (await Promise.all(begun)) as { -readonly [K in keyof T]: Awaited<T[K]> };
}
