import { defineConfig } from "@playwright/test";
import { chromiumOptions } from "./support/chromium";

export default defineConfig({
  testDir: ".",
  globalSetup: "./support/start-stack.ts",
  outputDir: "../.e2e/results",
  // One stack, one clock: what one test advances, all would feel.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"], ["json", { outputFile: "../.e2e/report.json" }]],
  use: {
    locale: "ru-RU",
    timezoneId: "Europe/Moscow",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: await chromiumOptions(),
  },
});
