/**
 * `Promise.all` that ends with the last of them, also where one fails: for statements sent together in
 * a transaction, of which none may come after its end.
 */
export async function allEnded<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}
