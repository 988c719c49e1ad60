import type { Page } from '@playwright/test';

/** How far the clock runs on before it stands. */
const AHEAD_MS = 60_000;
/** Some frames, and less than any pause after which something typed is saved. */
export const FRAMES_MS = 100;

/**
 * Stops the page's clock: no timer runs and no frame is drawn until it is resumed. What glides comes to rest first, since it says so
 * in a frame, and what others do is shown only then.
 */
export async function stopClock(page: Page): Promise<void> {
  const { clock } = page;
  await clock.install();
  await clock.pauseAt((await page.evaluate(() => Date.now())) + AHEAD_MS);
  await page.evaluate(() => {
    const ends = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    return Promise.allSettled(document.getAnimations().filter(ends).map((animation) => animation.finished));
  });
  await clock.runFor(FRAMES_MS);
}
