import { isOffensive } from "./offensive-text";
import { codeTextKey } from "./referral-code-text";

/** Words of the product's own paths and offices: a code of this name would pass for ours. */
const reserved = new Set(
  `about abuse account admin administrator amocrm api app auth billing blog bot callback connect contact
  cookies cron dashboard demo docs dodo dodois download email error export false faq favicon feedback file
  help home info invite is legal list login logout mail me moderator mostik new null official operator owner
  partner pay payment policy pool press privacy profile promo proxy public ref referral referrals register
  reset resend robots root sandbox search security settings share sign-in sign-out sign-up signin signup
  staff static status store superuser support sysadmin system team terms test token true twinproxy
  undefined unknown unsubscribe user users verify verify-email webhook webhooks www`.split(/\s+/),
);

export type VanityRefusal = "code_text_characters" | "code_text_reserved" | "code_text_offensive";

/** Why a text cannot be chosen for a code, as a key under `errors.fields`; null when it can. */
export function vanityRefusal(text: string): VanityRefusal | null {
  const key = codeTextKey(text);
  if (key === null) return "code_text_characters";
  const plain = key.replaceAll("_", "-");
  if (reserved.has(plain) || reserved.has(plain.replaceAll("-", ""))) return "code_text_reserved";
  return isOffensive(key) ? "code_text_offensive" : null;
}
