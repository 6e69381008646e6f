import type { CSSProperties } from "react";

const font = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

export const styles = {
  page: { margin: 0, padding: "32px 12px", backgroundColor: "#f8f9fb", fontFamily: font },
  brand: { margin: "0 0 16px 4px", fontSize: "17px", lineHeight: "24px", fontWeight: 650, color: "#151b25" },
  card: {
    maxWidth: "560px",
    padding: "36px 36px 28px",
    backgroundColor: "#ffffff",
    border: "1px solid #dfe1e5",
    borderRadius: "12px",
  },
  column: { maxWidth: "560px" },
  title: { margin: "0 0 20px", fontSize: "22px", lineHeight: "28px", fontWeight: 650, color: "#151b25" },
  text: { margin: "0 0 16px", fontSize: "15px", lineHeight: "24px", color: "#151b25" },
  note: { margin: "0 0 12px", fontSize: "13px", lineHeight: "20px", color: "#545b66" },
  button: {
    margin: "8px 0 28px",
    padding: "12px 22px",
    borderRadius: "8px",
    backgroundColor: "#2759d6",
    color: "#ffffff",
    fontSize: "15px",
    fontWeight: 600,
  },
  link: { color: "#1c4cc8", overflowWrap: "anywhere", wordBreak: "break-word" },
  footer: { margin: "20px 4px 4px", fontSize: "12px", lineHeight: "18px", color: "#545b66" },
} satisfies Record<string, CSSProperties>;

/**
 * For clients that know the reader's theme; the others get the light colours, which stand alone.
 * No child selectors: React would escape their sign.
 */
export const darkTheme = `
@media (prefers-color-scheme: dark) {
  .page, .page td { background-color: #0b0d12 !important; }
  .card, .card td { background-color: #12151a !important; border-color: #25292f !important; }
  .ink { color: #eff0f3 !important; }
  .muted { color: #a4a9b2 !important; }
  .link { color: #93b1ff !important; }
  .button { background-color: #3f69e2 !important; }
}
@media (max-width: 480px) {
  .card { padding: 28px 22px 20px !important; }
}`;
