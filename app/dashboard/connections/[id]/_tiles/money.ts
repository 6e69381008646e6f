import { useFormatter } from "next-intl";

/** Whole money in the reader's way; a plain number where the currency is not known. */
export function useMoney(currency: string | null): (amount: number) => string {
  const format = useFormatter();
  return (amount) =>
    format.number(
      amount,
      currency === null
        ? { maximumFractionDigits: 0 }
        : { style: "currency", currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 },
    );
}
