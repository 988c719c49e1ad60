import type { Page } from '@playwright/test';
import { within } from './within';

/** Milliseconds until something has happened. */
export async function took(happens: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await happens();
  return Math.round(performance.now() - from);
}

/**
 * Has the page itself look out for something that may be gone again a moment later. Once this has come back, nothing is missed; what it
 * gives comes back when it was seen.
 */
export async function lookOut(page: Page, selector: string): Promise<() => Promise<void>> {
  const seen = await page.evaluateHandle((wanted) => {
    const seen = new Promise<void>((done) => {
      const look = () => {
        if (!document.querySelector(wanted)?.checkVisibility()) return;
        watch.disconnect();
        done();
      };
      const watch = new MutationObserver(look);
      watch.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
    // In an object: a promise would be waited for here.
    return { seen };
  }, selector);
  return () => within(seen.evaluate(({ seen }) => seen), `there was no ${selector}`);
}

/** Prints a figure beside the test's name. */
export function tell(what: string, ms: number): void {
  console.log(`${what}: ${ms} ms`);
}
