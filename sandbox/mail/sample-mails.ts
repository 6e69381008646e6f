import type { Mail } from "@/lib/mailer/mail";

const username = "anna";
const link = "https://mostik.example/verify-email?token=abc&x=1";
const resetLink = "https://mostik.example/forgot-password";
const notice = {
  unsubscribeLink: "https://mostik.example/unsubscribe?token=t",
  oneClickLink: "https://mostik.example/api/unsubscribe?token=t",
};
const referral = { ...notice, username, link, code: "PIZZA-2030", maskedEmail: "a***@example.com" };

/** One mail of each template, for looking at them and for tests. */
export const sampleMails = {
  verify_email: { template: "verify_email", username, link },
  reset_password: { template: "reset_password", username, link },
  confirm_address: { template: "confirm_address", username, link },
  welcome: { template: "welcome", username, link },
  account_exists: { template: "account_exists", username, link, resetLink },
  referral_registered: { ...referral, template: "referral_registered" },
  referral_confirmed: { ...referral, template: "referral_confirmed" },
  code_expiring: {
    ...notice,
    template: "code_expiring",
    username,
    link,
    code: "PIZZA-2030",
    expiresAt: new Date("2030-05-01T10:00:00Z"),
  },
  password_changed: { template: "password_changed", username, link, resetLink, subject: null },
  api_key_created: { template: "api_key_created", username, link, resetLink, subject: "Reports" },
  new_sign_in: { template: "new_sign_in", username, link, resetLink, subject: "Firefox, Linux" },
  reconnect_needed: {
    ...notice,
    template: "reconnect_needed",
    username,
    link,
    provider: "dodois",
    connection: "Pizza 5",
  },
  connection_recovered: {
    ...notice,
    template: "connection_recovered",
    username,
    link,
    provider: "amocrm",
    connection: "acme",
  },
} satisfies Record<Mail["template"], Mail>;
