import type { Page } from '@playwright/test';
import { stopClock } from '../support/clock';
import { expect, test } from '../support/fixtures';

/** Fills what the browser keeps for this site, all but `room` characters. */
function fill(page: Page, room: number): Promise<void> {
  return page.evaluate((room) => {
    let text = '';
    for (let size = 4_000_000; size >= 1; ) {
      try {
        localStorage.setItem('of.another.page', text + 'x'.repeat(size));
        text += 'x'.repeat(size);
      } catch {
        size = Math.floor(size / 2);
      }
    }
    localStorage.setItem('of.another.page', text.slice(room));
  }, room);
}

/** The texts that the browser keeps unsaved. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Object.keys(localStorage)
      .filter((name) => name.startsWith('tutti.draft.'))
      .map((name) => JSON.parse(localStorage.getItem(name) ?? '{}').text as string)
      .sort(),
  );
}

test('a draft that finds no room takes nobody’s away, unless that makes room for it', async ({ stage }) => {
  const { a } = await stage.one(['One']);
  await a.openTask('One');
  await a.panel.getByRole('button', { name: 'Add a description' }).click();
  const field = a.panel.getByRole('textbox', { name: 'Description' });
  // Nothing is saved meanwhile.
  await stopClock(a.page);
  await field.fill('Mine');
  await a.page.evaluate(() => {
    const name = Object.keys(localStorage).find((name) => name.startsWith('tutti.draft.')) ?? '';
    const [, , , , ...place] = name.split('.');
    const other = ['tutti', 'draft', crypto.randomUUID(), 'another-tab', ...place].join('.');
    localStorage.setItem(other, (localStorage.getItem(name) ?? '').replace('Mine', 'Theirs'));
  });
  await fill(a.page, 0);
  await field.fill(`Mine ${'and much more '.repeat(500)}`);
  await expect(a.notices).toContainText('This browser cannot keep drafts');
  expect(await kept(a.page)).toEqual(['Mine', 'Theirs']);
  await field.fill('Mine and a little more');
  await expect.poll(() => kept(a.page)).toEqual(['Mine and a little more']);
  await a.page.clock.resume();
});

test('where what waits finds no room any more, that is said, and the page asks before it goes', async ({ stage }) => {
  stage.watch.expect('network', /\/(api\/v1|assets)\//);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const a = await stage.board(mira, ws, { baseURL: stage.gateway.url });
  stage.gateway.goAway();
  await a.isLinked('Offline');
  await a.create('To do', 'Kept');
  await expect(a.page.getByText('1 change is kept here and will be sent when you are back online.')).toBeVisible();
  // A word still finds room, but nothing of use does.
  await fill(a.page, 40);
  await a.create('To do', 'Not kept');
  await expect(a.notices).toContainText('This browser cannot keep your changes');
  await expect(a.page.getByText('2 changes will be sent when you are back online, if this page stays open.')).toBeVisible();
  let asked = false;
  a.page.on('dialog', (dialog) => {
    asked = dialog.type() === 'beforeunload';
    void dialog.dismiss();
  });
  await a.page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toBe(true);
  await a.page.evaluate(() => localStorage.removeItem('of.another.page'));
  stage.gateway.clear();
  await a.isLive();
  await expect.poll(() => ws.titles('To do')).toEqual(['Kept', 'Not kept']);
});
