// Page tests: the built page in the system's Chromium (`npm run test:page` finds or installs it).
import { defineConfig } from "@playwright/test";
import { chromium, chromiumFlags } from "./tools/scripts/prepare.mjs";

export default defineConfig({
  testDir: "tests/page",
  outputDir: "test-results",
  forbidOnly: !!process.env.CI,
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
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
