// Page tests: the built page in the system's Chromium (`npm run test:page` finds or installs it).
import { defineConfig } from "@playwright/test";
import { chromium, chromiumFlags } from "./tools/scripts/prepare.mjs";

export default defineConfig({
  testDir: "tests/page",
  outputDir: "test-results",
  forbidOnly: !!process.env.CI,
  fullyParallel: true,
  workers: 2,
  // Generous, since a busy CI machine takes five times as long; a test that passes only the second time is reported
  // as flaky, in the summary too.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  retries: 1,
  reporter: [["list"], ["json", { outputFile: "test-results/page.json" }]],
  use: {
    // The server takes any free port and says which; Playwright puts it in this variable.
    baseURL: `http://localhost:${process.env.PAGE_PORT}/`,
    trace: "retain-on-failure",
    launchOptions: { executablePath: await chromium(), args: chromiumFlags },
  },
  webServer: {
    // What a person gets, so that the tests see the page under the same headers.
    command: "npm start",
    env: { PORT: "0" },
    wait: { stdout: /localhost:(?<page_port>\d+)/ },
    timeout: 60_000,
  },
});
