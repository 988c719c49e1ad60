import type { LaunchOptions } from '@playwright/test';

/** A Chromium that runs as root, without a screen, and never looks for the network on its own account. */
export const windowed: LaunchOptions = {
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

/**
 * The same without a browser around its pages, where Chromium's headless shell is there: a third less work. A test needs `windowed` where
 * a window loses the focus or a setting of the browser counts.
 */
export const chromium: LaunchOptions = {
  ...windowed,
  executablePath: process.env.CHROMIUM_SHELL || windowed.executablePath,
};
