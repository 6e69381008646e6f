import type { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { locales } from "@/lib/domain/locale";
import { startMailbox, type TestMailbox } from "@/lib/testing/mailbox";
import { mail, resendClient } from "@/sandbox/testing/resend-client";
import { createMailbox } from "./mailbox";
import { sampleMails } from "./sample-mails";

let box: TestMailbox;
let resend: Resend;

beforeAll(async () => {
  box = await startMailbox();
  resend = resendClient(box);
});
beforeEach(() => box.clear());
afterAll(() => box.close());

describe("for people", () => {
  const evil = "<script>alert(1)</script>";

  test("the list shows what was sent and can be searched", async () => {
    expect(await (await fetch(box.origin)).text()).toContain("Писем пока нет");
    await resend.emails.send(mail);
    await resend.emails.send({ ...mail, subject: evil });
    const list = await (await fetch(box.origin)).text();
    expect(list.indexOf("&lt;script&gt;")).toBeLessThan(list.indexOf("Hello"));
    expect(list).not.toContain("<script");
    const found = await (await fetch(`${box.origin}/?q=${encodeURIComponent('hel"lo')}`)).text();
    expect(found).toContain("Ничего не нашлось");
    expect(found).toContain('value="hel&quot;lo"');
  });

  test("a mail is shown escaped, in a frame that can run nothing", async () => {
    const headers = { "List-Unsubscribe": `<${evil}>` };
    const { data } = await resend.emails.send({ ...mail, html: `${evil}"${mail.html}`, text: evil, headers });
    const answer = await fetch(`${box.origin}/messages/${data?.id}`);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).not.toContain("<script");
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="&lt;script&gt;');
    expect(page).toContain('href="https://mostik.example/x?a=1&amp;b=2"');
    expect(page).toContain("List-Unsubscribe");
  });

  test("an unknown mail is a page that says so", async () => {
    const answer = await fetch(`${box.origin}/messages/none`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Такого письма нет");
  });
});

test("every mail of the product can be looked at in every language before anybody gets it", async () => {
  const look = async (path: string) =>
    await createMailbox({ stateFile: null })(new Request(`http://localhost${path}`));
  const list = await (await look("/templates")).text();
  for (const [name, sample] of Object.entries(sampleMails)) {
    for (const locale of locales) {
      const path = `/templates/${name}/${locale}`;
      expect(list).toContain(`href="${path}"`);
      const answer = await look(path);
      expect(answer.status).toBe(200);
      const html = await answer.text();
      expect(html).toContain("iframe");
      expect(html).toContain(sample.link.replaceAll("&", "&amp;"));
    }
  }
  expect((await look("/templates/no_such/ru")).status).toBe(404);
  expect((await look("/templates/welcome/fr")).status).toBe(404);
});
