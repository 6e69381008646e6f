/** A text in which names that stand between backticks are shown as code. */
export function WithCode({ text }: { text: string }) {
  // Every second part stood between two of them, and no part ever changes its place.
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : <code key={part}>{part}</code>));
}
