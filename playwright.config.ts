import { defineConfig } from "@playwright/test";
import { ALL, LONG } from "./e2e/faults/chance";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "./scripts/find-chromium.mjs";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/fixtures/build-once.ts",
  outputDir: "test-results",
  // One machine, one browser: the tests measure what people see, not how many fit beside each other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  globalTimeout: 33 * 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  grepInvert: ALL ? [] : new RegExp(LONG),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    launchOptions: { executablePath: await ensureChromium(), args: CHROMIUM_ARGUMENTS },
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    trace: "off",
    // What a person would have to wait for longer is named where it is done.
    actionTimeout: 30_000,
  },
});
