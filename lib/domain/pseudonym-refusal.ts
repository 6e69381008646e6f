import { accountKey } from "./account";
import { isOffensive } from "./offensive-text";

interface Person {
  username: string;
  email: string;
}

/** Why a person cannot stand on a public board under this name, as a key under `errors.fields`. */
export function pseudonymRefusal(
  name: string,
  person: Person,
): "pseudonym_offensive" | "pseudonym_reveals" | null {
  const key = accountKey(name);
  const own = [person.username, person.email, person.email.slice(0, person.email.lastIndexOf("@"))];
  if (own.map(accountKey).includes(key)) return "pseudonym_reveals";
  return isOffensive(name) ? "pseudonym_offensive" : null;
}
