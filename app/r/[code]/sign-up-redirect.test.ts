import { expect, test } from "vitest";
import { signUpRedirect } from "./sign-up-redirect";

test("a usable code goes along in the address and, for 30 days, in a first-party cookie", () => {
  const answer = signUpRedirect({ text: "KX7PQRST", usability: "usable" });
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe("http://localhost:3000/sign-up?ref=KX7PQRST");
  expect(answer.headers.get("set-cookie")).toBe(
    "mostik_ref=KX7PQRST; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax",
  );
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("a dead code goes along to be explained and leaves the cookie alone", () => {
  const answer = signUpRedirect({ text: "KX7PQRST", usability: "expired" });
  expect(answer.headers.get("location")).toBe("http://localhost:3000/sign-up?ref=KX7PQRST");
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("an unknown code leads to the plain sign-up", () => {
  const answer = signUpRedirect(null);
  expect(answer.headers.get("location")).toBe("http://localhost:3000/sign-up");
  expect(answer.headers.get("set-cookie")).toBeNull();
});
