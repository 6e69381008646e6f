import { expect, test } from "vitest";
import { isDisposableAddress } from "./disposable-domain";

test.each([
  "a@mailinator.com",
  "a@MAILINATOR.com",
  "a@box.mailinator.com",
  "a@10minutemail.com",
  "a@yopmail.com",
])("%s is thrown away after use", (email) => expect(isDisposableAddress(email)).toBe(true));

test.each(["a@gmail.com", "a@yandex.ru", "a@mail.ru", "a@example.test", "a@почта.рф", "a@dodobrands.io"])(
  "%s is somebody's mailbox",
  (email) => expect(isDisposableAddress(email)).toBe(false),
);
