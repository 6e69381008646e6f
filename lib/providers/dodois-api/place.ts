import { dodoisCountry } from "@/lib/domain/dodois-country";

/** Whose part of the API: the chain of restaurants and the country (ISO 3166-1 alpha-2, lower case). */
export interface DodoisPlace {
  brand: string;
  country: string;
}

/** The place that a unit of the account is in; null for a country that we do not know yet. */
export function placeOfUnit(unit: { businessId: string; countryCode: number }): DodoisPlace | null {
  const country = dodoisCountry(unit.countryCode);
  return country === null ? null : { brand: unit.businessId, country };
}

/** The path of a core method. `/auth`, `/franchisee` and `/marketplace` stand outside of brands and countries. */
export function corePath({ brand, country }: DodoisPlace, path: `/${string}`): string {
  if (!/^[a-z0-9]+$/.test(brand) || !/^[a-z]{2}$/.test(country))
    throw new RangeError("Not a place of Dodo IS.");
  return `/${brand}/${country}${path}`;
}
