import leoProfanity from "leo-profanity";
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";

const english = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/** A word's beginning of this length is offensive enough to be refused whatever follows. */
const tellingLength = 6;

/** Cyrillic and the usual ways to write it in Latin letters, brought to one spelling. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/shch|sch|sh|[шщ]/g, "W"],
  [/ch|ч/g, "Q"],
  [/zh|ж/g, "J"],
  [/kh|[хx]/g, "h"],
  [/ts|ц/g, "c"],
  [/[yj]u|ю/g, "iu"],
  [/[yj]a|я/g, "ia"],
  [/[yj][oe]|[еёэ]/g, "e"],
  [/[йыиyj1]/g, "i"],
  [/[ьъ']/g, ""],
  [/[а4]/g, "a"],
  [/[б6]/g, "b"],
  [/[вw]/g, "v"],
  [/г/g, "g"],
  [/д/g, "d"],
  [/з/g, "z"],
  [/к/g, "k"],
  [/л/g, "l"],
  [/м/g, "m"],
  [/н/g, "n"],
  [/[о0]/g, "o"],
  [/п/g, "p"],
  [/р/g, "r"],
  [/с/g, "s"],
  [/т/g, "t"],
  [/у/g, "u"],
  [/ф/g, "f"],
  [/3/g, "e"],
  [/(.)\1+/g, "$1"],
];

let russian: ReadonlySet<string> | null = null;

/** Whether a text that strangers will see says something foul in English or Russian, in either alphabet. */
export function isOffensive(text: string): boolean {
  if (english.hasMatch(text) || english.hasMatch(withoutSpacing(text))) return true;
  russian ??= russianWords();
  const words = skeleton(text).split(/[^a-zA-Z]+/);
  for (const word of [...words, words.join("")]) {
    if (russian.has(word)) return true;
    for (let length = tellingLength; length < word.length; length++)
      if (russian.has(word.slice(0, length))) return true;
  }
  return false;
}

/** Letters that were set apart one by one; whole words stay apart, or "push-it" would be foul. */
function withoutSpacing(text: string): string {
  return text.replace(/(?<![a-z0-9])([a-z0-9])[-_. ]+(?=[a-z0-9](?![a-z0-9]))/gi, "$1");
}

function russianWords(): ReadonlySet<string> {
  const words =
    leoProfanity
      .getDictionary("ru")
      .join(" ")
      .toLowerCase()
      .match(/[а-яё]+/g) ?? [];
  return new Set(words.map(skeleton));
}

function skeleton(text: string): string {
  let spelt = text.normalize("NFKC").toLowerCase();
  for (const [from, to] of spellings) spelt = spelt.replace(from, to);
  return spelt;
}
