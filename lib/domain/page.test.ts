import { expect, test } from "vitest";
import { cursorFrom, cutPage } from "./page";

const rows = [{ id: "c" }, { id: "b" }, { id: "a" }];

test("the last item shown is where the next page begins", () => {
  expect(cutPage(rows, 2)).toEqual({ items: [{ id: "c" }, { id: "b" }], nextCursor: "b" });
});

test("a list that ends exactly at the limit has no next page", () => {
  expect(cutPage(rows, 3).nextCursor).toBeNull();
  expect(cutPage([], 3)).toEqual({ items: [], nextCursor: null });
});

test("a damaged cursor starts from the beginning", () => {
  expect(cursorFrom("'; drop")).toBeNull();
  expect(cursorFrom(["a", "b"])).toBeNull();
  expect(cursorFrom("0198f0a2-8f3c-7b6e-9c1d-2f4a5b6c7d8e")).toBe("0198f0a2-8f3c-7b6e-9c1d-2f4a5b6c7d8e");
});
