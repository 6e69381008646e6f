import { expect, test } from "vitest";
import type { TwinproxyEndpoint } from "./request-fields";
import { validateRequest } from "./validate-request";

const short =
  "ensure this value has at least 5 characters (type=value_error.any_str.min_length; limit_value=5)";

function validate<E extends TwinproxyEndpoint>(endpoint: E, body: string, contentType = "application/json") {
  const result = validateRequest(endpoint, Buffer.from(body), contentType);
  if (result === null) throw new Error("The body broke the parser.");
  return result;
}

function descriptionOf(body: string, contentType?: string): string {
  const result = validate("deleteUser", body, contentType);
  return result.ok ? "" : result.description;
}

test("one short field is told in the singular, two in the plural and in their order", () => {
  expect(descriptionOf('{"password":"Qwerty123","login":"abcd","client_link":"x"}')).toBe(
    `1 validation error for Request\nbody -> login\n  ${short}`,
  );
  expect(descriptionOf('{"password":"1234","login":"abcd","client_link":"x"}')).toBe(
    `2 validation errors for Request\nbody -> login\n  ${short}\nbody -> password\n  ${short}`,
  );
});

test("missing, null and wrong types have pydantic's words", () => {
  expect(descriptionOf('{"password":null,"client_link":["x"]}')).toBe(
    [
      "3 validation errors for Request",
      "body -> login",
      "  field required (type=value_error.missing)",
      "body -> password",
      "  none is not an allowed value (type=type_error.none.not_allowed)",
      "body -> client_link",
      "  str type expected (type=type_error.str)",
    ].join("\n"),
  );
});

test("no body, a body that is no object and null are told of the body", () => {
  expect(descriptionOf("")).toBe(
    "1 validation error for Request\nbody\n  field required (type=value_error.missing)",
  );
  expect(descriptionOf("null")).toBe(descriptionOf(""));
  const notObject =
    "1 validation error for Request\nbody\n  value is not a valid dict (type=type_error.dict)";
  for (const body of ["[{}]", '["login"]', '"login"', "0", "false"])
    expect([body, descriptionOf(body)]).toEqual([body, notObject]);
  expect(descriptionOf('{"login":"real_user_01","password":"Qwerty123"}', "text/plain")).toBe(notObject);
});

test("an empty list, which PHP makes of an empty array, is an object without fields", () => {
  expect(descriptionOf("[]")).toBe(descriptionOf("{}"));
  expect(descriptionOf('""')).toBe(descriptionOf("{}"));
  expect(descriptionOf("{}")).toContain("3 validation errors for Request\nbody -> login\n  field required");
});

test("what broke Python's parser is told from what it refused", () => {
  const inLogin = (value: string) =>
    validateRequest("getToken", Buffer.from(`{"login":${value},"password":"Qwerty123"}`), undefined);
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  expect(inLogin(nested(900))).toMatchObject({ ok: false });
  expect(inLogin(nested(1000))).toBeNull();
  expect(inLogin("1".repeat(4300))).toMatchObject({ ok: true });
  expect(inLogin(`-${"1".repeat(4301)}`)).toBeNull();
  expect(inLogin(`${"1".repeat(5000)}.5`)).toMatchObject({ ok: true, fields: { login: "inf" } });
  expect(validateRequest("getToken", Buffer.from([0x7b, 0xff, 0x7d]), undefined)).toBeNull();
});

test("a body that is not JSON is told where, and not repeated", () => {
  const description = descriptionOf('{"login": }');
  expect(description).toBe(
    "1 validation error for Request\nbody -> 10\n  Expecting value: line 1 column 11 (char 10) (type=value_error.jsondecode; msg=Expecting value; pos=10; lineno=1; colno=11)",
  );
  expect(descriptionOf('{"login":"abcde","password":"hunter22"')).not.toContain("hunter22");
});

test("numbers become text, and length counts code points", () => {
  const numeric = validate("deleteUser", '{"login":12345,"password":1234.5,"client_link":true}');
  expect(numeric).toEqual({ ok: true, fields: { login: "12345", password: "1234.5", client_link: "True" } });
  expect(validate("deleteUser", '{"login":"абвгд","password":"абвгд","client_link":""}').ok).toBe(true);
  expect(descriptionOf('{"login":"😀😀😀😀","password":"абвгд","client_link":""}')).toContain(
    "body -> login",
  );
});

test("getToken asks for no length: what cannot exist is a wrong login", () => {
  expect(validate("getToken", '{"login":"a","password":"","extra":{}}')).toEqual({
    ok: true,
    fields: { login: "a", password: "" },
  });
});

test("what no database can hold is told as a wrong type, and a login that is too long by its limit", () => {
  const body = (login: string) => JSON.stringify({ login, password: "Qwerty123", client_link: "x" });
  expect(descriptionOf(body("with\0nul"))).toContain("str type expected");
  expect(descriptionOf('{"login":"half\\ud83d","password":"Qwerty123","client_link":"x"}')).toContain(
    "body -> login\n  str type expected",
  );
  const registration = validate("registration", body("x".repeat(256)));
  expect(registration.ok ? "" : registration.description).toContain(
    "ensure this value has at most 255 characters (type=value_error.any_str.max_length; limit_value=255)",
  );
});
