import { expect, test } from "vitest";
import { csvLine } from "./csv";

test("cells are quoted where they must be", () => {
  expect(csvLine(["a", 'say "hi"', "x,y", "two\nlines", ""])).toBe('a,"say ""hi""","x,y","two\nlines",\r\n');
});

test("no cell becomes a formula in a spreadsheet", () => {
  expect(csvLine(["=1+1", "+7", "-a", "@x", "a=b"])).toBe("'=1+1,'+7,'-a,'@x,a=b\r\n");
});
