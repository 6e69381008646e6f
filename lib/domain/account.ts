import { z } from "zod";
import { locales } from "./locale";

const Email = z.string().trim().max(254, "email_too_long").pipe(z.email("email_invalid"));

/** Letters, digits, dots, hyphens and underscores of any script; no @, so it is never an address. */
const Username = z
  .string()
  .trim()
  .normalize()
  .min(3, "username_too_short")
  .max(32, "username_too_long")
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, "username_characters");

/** NIST SP 800-63B: length counts, composition rules do not. */
const Password = z.string().min(8, "password_too_short").max(256, "password_too_long");

const passwordsAgree = {
  check: (input: { password: string; passwordConfirm: string }) => input.password === input.passwordConfirm,
  params: { path: ["passwordConfirm"], error: "passwords_differ" },
};

export const SignUp = z
  .object({
    email: Email,
    username: Username,
    password: Password,
    passwordConfirm: z.string(),
    referralCode: z.string().trim().max(64, "code_too_long").optional(),
    locale: z.enum(locales),
  })
  .refine(passwordsAgree.check, passwordsAgree.params);
export type SignUp = z.output<typeof SignUp>;

export const SignIn = z.object({
  login: z.string().trim().min(1, "login_required").max(254, "login_too_long"),
  password: z.string().min(1, "password_required").max(256, "password_too_long"),
});
export type SignIn = z.output<typeof SignIn>;

export const EmailOnly = z.object({ email: Email });

export const ResetPassword = z
  .object({ token: z.string().min(1).max(128), password: Password, passwordConfirm: z.string() })
  .refine(passwordsAgree.check, passwordsAgree.params);
export type ResetPassword = z.output<typeof ResetPassword>;

export const VerifyEmail = z.object({
  token: z.string().min(1).max(128),
  password: z.string().min(1, "password_required").max(256, "password_too_long"),
});
export type VerifyEmail = z.output<typeof VerifyEmail>;

/** What an address or a username is unique by: case and Unicode forms do not make another one. */
export function accountKey(text: string): string {
  return text.trim().normalize("NFKC").toLowerCase();
}
