import type { FaultList } from "./faults";
import type { MessageStore } from "./message-store";

export interface HookTarget {
  url: string;
  /** As Resend shows it: `whsec_` and the key in base64. */
  secret: string;
}

export interface MailboxParts {
  store: MessageStore;
  faults: FaultList;
  /** Without one, nobody is told what became of a mail. */
  hook: HookTarget | undefined;
}
