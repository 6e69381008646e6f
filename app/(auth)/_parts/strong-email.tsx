/** An address inside a sentence; long ones may break. */
export function StrongEmail({ email }: { email: string }) {
  return <strong className="wrap-anywhere font-medium text-text">{email}</strong>;
}
