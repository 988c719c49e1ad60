import type { Page } from '@playwright/test';

/** How many times slower than this machine. */
const CPU = 6;
const LATENCY_MS = 120;
const BYTES_PER_S = 400_000;

/** Makes the page's machine and its network slow, so that what comes one after another is seen one after another. */
export async function slowDown(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BYTES_PER_S,
    uploadThroughput: BYTES_PER_S,
  });
}

/** Keeps the font back until it is asked for by the function this gives. */
export async function holdFont(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route('**/*.woff2', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
