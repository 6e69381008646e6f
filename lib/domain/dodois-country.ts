/** ISO 3166-1 numeric code, alpha-2 code and ISO 4217 currency of each country that Dodo IS serves. */
const countries = [
  [31, "az", "AZN"],
  [51, "am", "AMD"],
  [100, "bg", "EUR"],
  [112, "by", "BYN"],
  [191, "hr", "EUR"],
  [196, "cy", "EUR"],
  [233, "ee", "EUR"],
  [268, "ge", "GEL"],
  [276, "de", "EUR"],
  [348, "hu", "HUF"],
  [360, "id", "IDR"],
  [368, "iq", "IQD"],
  [398, "kz", "KZT"],
  [417, "kg", "KGS"],
  [440, "lt", "EUR"],
  [484, "mx", "MXN"],
  [496, "mn", "MNT"],
  [498, "md", "MDL"],
  [499, "me", "EUR"],
  [504, "ma", "MAD"],
  [566, "ng", "NGN"],
  [616, "pl", "PLN"],
  [634, "qa", "QAR"],
  [642, "ro", "RON"],
  [643, "ru", "RUB"],
  [688, "rs", "RSD"],
  [704, "vn", "VND"],
  [705, "si", "EUR"],
  [724, "es", "EUR"],
  [762, "tj", "TJS"],
  [784, "ae", "AED"],
  [792, "tr", "TRY"],
  [826, "gb", "GBP"],
  [840, "us", "USD"],
  [860, "uz", "UZS"],
] as const;

/** The country in the addresses of the API, by the number that a unit carries; null for a new one. */
export function dodoisCountry(numeric: number): string | null {
  return countries.find(([code]) => code === numeric)?.[1] ?? null;
}

/** The number of a country by its part of an address; null for a new one. */
export function dodoisCountryNumber(country: string): number | null {
  return countries.find(([, code]) => code === country)?.[0] ?? null;
}

/** What money is counted in there: Dodo IS gives numbers alone. */
export function dodoisCurrency(country: string): string | null {
  return countries.find(([, code]) => code === country)?.[2] ?? null;
}
