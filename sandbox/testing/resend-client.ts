import { Resend } from "resend";

export const mail = {
  from: "Mostik <mostik@example.com>",
  to: "anna@example.com",
  subject: "Hello",
  html: '<p>Hi <a href="https://mostik.example/x?a=1&amp;b=2">there</a></p>',
  text: "Hi there",
};

/** Resend's own SDK, sending to a mail box. */
export function resendClient(box: { origin: string }): Resend {
  return new Resend("re_anything", { baseUrl: box.origin });
}
