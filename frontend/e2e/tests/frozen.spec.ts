import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import { tell, took } from '../support/wait';
import { within } from '../support/within';

const FROZEN_MS = 60_000;
const TICK_MS = 100;

/** Stops everything that runs in a page, as sleep does: its timers stand, and what comes in meanwhile waits. */
async function freezer(page: Page) {
  await page.evaluate((every) => {
    const clock = { ticks: 0 };
    Object.assign(window, { clock });
    setInterval(() => (clock.ticks += 1), every);
  }, TICK_MS);
  const client = await page.context().newCDPSession(page);
  await client.send('Debugger.enable');
  return {
    async freeze(): Promise<void> {
      const frozen = new Promise((paused) => client.once('Debugger.paused', paused));
      await client.send('Debugger.pause');
      await within(frozen, 'the page did not stop');
    },
    async wake(): Promise<void> {
      await client.send('Debugger.resume');
      await client.send('Debugger.disable');
    },
    ticks: (): Promise<number> => page.evaluate(() => (window as unknown as { clock?: { ticks: number } }).clock?.ticks ?? 0),
  };
}

test('a page that was frozen for a minute is right again without a reload', async ({ stage }) => {
  const { b, ws } = await stage.two('One', 'Two', 'Three');
  const page = await freezer(b.page);
  await page.freeze();
  const frozenUntil = performance.now() + FROZEN_MS;

  await ws.add('To do', 'Four', 'Five');
  const one = await ws.task('One');
  const progress = await ws.column('In progress');
  await ws.owner.call('PATCH', ws.at(`/tasks/${one.id}`), { title: 'One, renamed' });
  await ws.owner.call('POST', ws.at(`/tasks/${(await ws.task('Two')).id}/move`), { column_id: progress.id });
  await ws.owner.call('DELETE', ws.at(`/tasks/${(await ws.task('Three')).id}`));
  // The minute is the thing tested, so it has to pass.
  await new Promise((over) => setTimeout(over, frozenUntil - performance.now()));
  await page.wake();
  const ms = await took(async () => {
    await b.hasExactly('To do', ['One, renamed', 'Four', 'Five']);
    await b.hasExactly('In progress', ['Two']);
  });
  tell('from waking to right', ms);
  expect(await page.ticks(), 'its clock had stood').toBeLessThan(FROZEN_MS / TICK_MS / 2);
  await b.isLive();
  await ws.add('To do', 'Six');
  await b.hasExactly('To do', ['One, renamed', 'Four', 'Five', 'Six']);
  // A reload would have forgotten the clock.
  expect(await page.ticks()).toBeGreaterThan(0);
});
