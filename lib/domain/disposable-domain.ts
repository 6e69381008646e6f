import mailchecker from "mailchecker";

/** Whether a mailbox at this address is made to be thrown away, by a kept list of domains and what is under them. */
export function isDisposableAddress(email: string): boolean {
  const labels = email
    .slice(email.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase()
    .split(".");
  const domains = mailchecker.blacklist();
  return labels.some((_, index) => domains.has(labels.slice(index).join(".")));
}
