import "server-only";
import type { Locale } from "@/lib/domain/locale";
import en from "@/messages/en/referrals.json";
import ru from "@/messages/ru/referrals.json";

/** How a CSV file names its columns and states. */
export interface CsvWords {
  columns: readonly string[];
  word: (value: string) => string;
}

/** For programs: the names of the API. */
export const apiWords: CsvWords = {
  columns: ["id", "masked_email", "code", "status", "rejection_reason", "created_at", "decided_at"],
  word: (value) => value,
};

/** For people, in their language. */
export function csvWords(locale: Locale): CsvWords {
  const { csv, people, rejections } = locale === "ru" ? ru : en;
  const words: Record<string, string> = { ...people.status, ...rejections };
  return {
    columns: [csv.id, csv.email, csv.code, csv.state, csv.reason, csv.signedUp, csv.decided],
    word: (value) => words[value] ?? value,
  };
}
