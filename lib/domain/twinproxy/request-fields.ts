/** A field of a request; `minLength` counts code points, as Python's `len` does. */
export interface FieldRule {
  name: string;
  minLength?: number;
}

const loginMinLength = 5;
const passwordMinLength = 5;

const login = { name: "login", minLength: loginMinLength };
const password = { name: "password", minLength: passwordMinLength };

/** What each endpoint takes, in the order in which its errors are told. */
export const requestFields = {
  registration: [
    login,
    password,
    { name: "client_id" },
    { name: "client_secret" },
    { name: "client_link" },
    { name: "code" },
    { name: "redirect_uri" },
  ],
  // A login that is too short cannot exist: it is answered as a wrong one.
  getToken: [{ name: "login" }, { name: "password" }],
  deleteUser: [login, password, { name: "client_link" }],
  changePassword: [login, password, { name: "new_password", minLength: passwordMinLength }],
  changeClientLink: [
    login,
    password,
    { name: "new_client_link" },
    { name: "new_client_id" },
    { name: "new_client_secret" },
    { name: "new_redirect_uri" },
    { name: "code" },
  ],
} as const satisfies Record<string, readonly FieldRule[]>;

export type TwinproxyEndpoint = keyof typeof requestFields;

export type FieldsOf<E extends TwinproxyEndpoint> = Record<(typeof requestFields)[E][number]["name"], string>;
