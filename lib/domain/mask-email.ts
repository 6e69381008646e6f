/**
 * An address as a stranger may see it: enough to recognise somebody one knows, not to write to
 * them. The number of asterisks says nothing about the length.
 */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 0) return "***";
  const [first = "", ...rest] = email.slice(0, at);
  return `${rest.length === 0 ? "" : first}***${email.slice(at)}`;
}
