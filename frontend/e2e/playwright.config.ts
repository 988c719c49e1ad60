import { defineConfig } from '@playwright/test';
import { chromium } from './support/chromium';

// No retries: a test that passes only sometimes has found something.
export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  // One at a time: a server, a database and two browsers are enough for two cores.
  workers: Number(process.env.TUTTI_E2E_WORKERS) || 1,
  timeout: 90_000,
  expect: { timeout: 5_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    actionTimeout: 10_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
