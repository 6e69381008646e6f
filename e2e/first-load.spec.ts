import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { privatePages, publicPages } from "./support/pages";
import { signIn } from "./support/people";
import { appUrl, demo } from "./support/stack";

const mostBytes = 180_000;
const sizes = new Map<string, number>();

/** What a browser of today loads to show a page: scripts for older ones are marked `nomodule`. */
async function firstLoadBytes(page: Page, path: string): Promise<number> {
  const html = await (await page.request.get(appUrl(path))).text();
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)];
  const sources = tags.flatMap(([tag, src]) => (tag.toLowerCase().includes("nomodule") ? [] : [src ?? ""]));
  expect(sources.length).toBeGreaterThan(3);
  const bytes = await Promise.all([...new Set(sources)].map(async (src) => await sizeOf(page, src)));
  return bytes.reduce((sum, size) => sum + size, 0);
}

async function sizeOf(page: Page, src: string): Promise<number> {
  const known = sizes.get(src);
  if (known !== undefined) return known;
  const answer = await page.request.get(appUrl(src));
  expect(answer.status()).toBe(200);
  const size = gzipSync(await answer.body(), { level: 9 }).length;
  sizes.set(src, size);
  return size;
}

test("no page loads more than 180 kB of scripts, compressed, before it can be used", async ({ page }) => {
  const heavy: string[] = [];
  const weigh = async (path: string) => {
    const bytes = await firstLoadBytes(page, path);
    if (bytes > mostBytes) heavy.push(`${path}: ${Math.round(bytes / 1_000)} kB`);
  };
  for (const path of publicPages) await weigh(path);
  await signIn(page, demo());
  for (const path of privatePages()) await weigh(path);
  expect(heavy).toEqual([]);
});
