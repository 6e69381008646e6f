import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { privatePages, publicPages } from "./support/pages";
import { signIn } from "./support/people";
import { appUrl, demo } from "./support/stack";

async function expectNothingFound(page: Page, path: string): Promise<void> {
  await page.goto(appUrl(path));
  await page.waitForLoadState("networkidle");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect([path, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])]).toEqual([path, []]);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, viewport] of [
    ["a desktop", { width: 1440, height: 900 }],
    ["a phone", { width: 390, height: 844 }],
  ] as const) {
    test(`axe finds nothing on any page, ${colorScheme}, on ${name}`, async ({ browser }) => {
      test.setTimeout(120_000);
      const context = await browser.newContext({
        colorScheme,
        viewport,
        locale: colorScheme === "light" ? "ru-RU" : "en-US",
      });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      page.on("pageerror", (error) => problems.push(String(error)));
      for (const path of publicPages) await expectNothingFound(page, path);
      const russian = await browser.newContext({ colorScheme, viewport, locale: "ru-RU" });
      const signedIn = await russian.newPage();
      await signIn(signedIn, demo());
      for (const path of privatePages()) await expectNothingFound(signedIn, path);
      expect(problems.filter((text) => !text.includes("404"))).toEqual([]);
      await russian.close();
      await context.close();
    });
  }
}

test("no page scrolls sideways on a phone", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "ru-RU" });
  const page = await context.newPage();
  await signIn(page, demo());
  for (const path of [...publicPages.slice(0, 1), ...privatePages()]) {
    await page.goto(appUrl(path));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect([path, overflow]).toEqual([path, 0]);
  }
  await context.close();
});
