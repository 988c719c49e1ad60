import type { BrowserContext, Page } from '@playwright/test';

/** How many times slower than this machine. */
const CPU = 6;
const LATENCY_MS = 120;
const BYTES_PER_S = 400_000;

/** How many milliseconds later than at once each answer comes to each page: for who looks for tests that count on a fast machine. */
const ALL_LATE_MS = Number(process.env.TUTTI_E2E_LATENCY_MS) || 0;

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

/** Has what the pages of a browser ask for come late, if the tests were started so. What a test itself does with a request goes before. */
export async function slowAll(context: BrowserContext): Promise<void> {
  if (!ALL_LATE_MS) return;
  await context.route('**/*', async (route) => {
    await new Promise((late) => setTimeout(late, ALL_LATE_MS));
    // Its page may have gone meanwhile.
    await route.fallback().catch(() => {});
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
