import { defineConfig } from '@playwright/test';
import { chromium } from './support/chromium';
import { STEP_MS, TEST_MS } from './support/limits';

// No retries: a test that passes only sometimes has found something.
export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  // Each has a server and a database of its own. Two keep two cores busy, since a test mostly waits.
  workers: Number(process.env.TUTTI_E2E_WORKERS) || 2,
  timeout: TEST_MS,
  expect: { timeout: STEP_MS },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    actionTimeout: STEP_MS,
    // Without pictures of every step, which take two fifths of the time; the last moment has one.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
  },
});
