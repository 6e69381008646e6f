/** A field of a request; lengths count code points, as Python's `len` does. */
export interface FieldRule {
  name: string;
  minLength?: number;
  maxLength?: number;
}

export const loginMinLength = 5;
export const passwordMinLength = 5;
/** The older service knew no longest text. Ours is for what an index must hold, and at registration only. */
const storedMaxLength = 255;

const login = { name: "login", minLength: loginMinLength } as const;
const password = { name: "password", minLength: passwordMinLength } as const;

/** What each endpoint takes, in the order in which its errors are told. */
export const requestFields = {
  registration: [
    { ...login, maxLength: storedMaxLength },
    password,
    { name: "client_id", maxLength: storedMaxLength },
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
    { name: "new_client_id", maxLength: storedMaxLength },
    { name: "new_client_secret" },
    { name: "new_redirect_uri" },
    { name: "code" },
  ],
} as const satisfies Record<string, readonly FieldRule[]>;

export type TwinproxyEndpoint = keyof typeof requestFields;

/** Each begins with a login and its password. */
export type FieldsOf<E extends TwinproxyEndpoint> = Record<"login" | "password", string> &
  Record<(typeof requestFields)[E][number]["name"], string>;
