import type { LaunchOptions } from '@playwright/test';

/** A Chromium that runs as root, without a screen, and never looks for the network on its own account. */
export const chromium: LaunchOptions = {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
};
