import { useFormatter } from "next-intl";

/** Whole money in the reader's way; a plain number where the currency is not known, or is none. */
export function useMoney(currency: string | null): (amount: number) => string {
  const format = useFormatter();
  return (amount) =>
    format.number(
      amount,
      currency === null || !/^[A-Z]{3}$/.test(currency)
        ? { maximumFractionDigits: 0 }
        : { style: "currency", currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 },
    );
}
