import "server-only";
import { unseal } from "./seal";

const sharedForMs = 5_000;
const sharedAtMost = 5_000;
const opened = new Map<string, Promise<string>>();

/**
 * As `unseal`, for what many ask for within seconds: they share one opening. The text is remembered
 * under what it was sealed as, so what is sealed anew is opened anew, and let go after five seconds.
 */
export async function unsealShared(sealed: string, binding: string): Promise<string> {
  const key = `${binding} ${sealed}`;
  const known = opened.get(key);
  if (known !== undefined) return await known;
  const opening = unseal(sealed, binding);
  if (opened.size >= sharedAtMost) return await opening;
  const forget = () => opened.delete(key);
  opened.set(key, opening);
  setTimeout(forget, sharedForMs).unref();
  opening.catch(forget);
  return await opening;
}
