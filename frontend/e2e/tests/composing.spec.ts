import type { Locator } from '@playwright/test';
import type { BoardScreen } from '../support/board';
import { FRAMES_MS, stopClock } from '../support/clock';
import { expect, test } from '../support/fixtures';
import { InputMethod } from '../support/ime';

/** Keys by which somebody confirms or gives up the conversion of a word. */
const KEYS = ['Enter', 'Escape', 'Tab'];
/** What is saved after a pause in the typing, without any key. */
const SAVED_BY_A_PAUSE = ['title', 'description'];

test('in no field does a key of the input method do what it does outside of one', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  const { page } = a;
  const ime = await InputMethod.of(page);
  const written: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' && !request.url().includes('/auth/')) written.push(`${request.method()} ${request.url()}`);
  });
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const dialogField = (name: string) => page.getByRole('dialog').getByRole('textbox', { name, exact: true });
  const fields: Record<string, () => Promise<Locator>> = {
    'new card': async () => {
      await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
      return field('Title of the new task');
    },
    filter: async () => page.getByRole('textbox', { name: /^Filter/ }),
    'new column': async () => {
      await page.getByRole('button', { name: 'Add column' }).click();
      return dialogField('Name');
    },
    title: async () => {
      // It is saved when the page goes.
      await a.openTask('Two');
      return a.panel.getByRole('textbox', { name: 'Title' });
    },
    description: async () => {
      await a.openTask('One');
      await a.panel.getByRole('button', { name: 'Add a description' }).click();
      return a.panel.getByRole('textbox', { name: 'Description' });
    },
    'new board': async () => {
      await page.getByRole('button', { name: 'New board' }).click();
      return dialogField('Name');
    },
    'workspace settings': async () => {
      await page.goto(ws.path('/settings'));
      return page.getByRole('main').getByRole('textbox', { name: 'Name', exact: true });
    },
    profile: async () => {
      await page.goto(ws.path('/account'));
      return page.getByRole('main').getByRole('textbox', { name: 'Name', exact: true });
    },
    invitation: async () => {
      await page.goto(ws.path('/members'));
      await page.getByRole('button', { name: 'Invite people' }).last().click();
      return dialogField('E-mail address');
    },
  };
  const waiting = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('tutti.queue.')));
  for (const [name, open] of Object.entries(fields)) {
    await test.step(name, async () => {
      await a.open(ws.boardPath);
      // What was written in the field before is sent as its page goes, or by this one.
      await expect.poll(waiting).toEqual([]);
      const input = await open();
      await input.focus();
      // Whoever is slow from here on makes no pause.
      const pauses = SAVED_BY_A_PAUSE.includes(name);
      if (pauses) await stopClock(page);
      await input.fill('');
      written.length = 0;
      // Within the composition, as Chromium and Firefox tell of it.
      await ime.compose('にほ');
      for (const key of KEYS) await ime.take(key);
      await expect(input).toBeFocused();
      await expect(input).toHaveValue('にほ');
      // Just after it, which is Safari's order.
      await ime.commit('日本');
      for (const key of KEYS) await ime.take(key);
      await expect(input).toBeFocused();
      await expect(input).toHaveValue('日本');
      // What a key sets off comes in the next frames.
      if (pauses) await page.clock.runFor(FRAMES_MS);
      expect(written).toEqual([]);
      if (pauses) await page.clock.resume();
    });
  }
});

/** What is written on the board, and the way to each. */
const WRITTEN: Record<string, { open: (a: BoardScreen) => Promise<Locator>; saved?: (text: string) => object }> = {
  title: {
    async open(a) {
      await a.openTask('One');
      return a.panel.getByRole('textbox', { name: 'Title' });
    },
    saved: (title) => ({ title }),
  },
  description: {
    async open(a) {
      await a.openTask('One');
      await a.panel.getByRole('button', { name: 'Add a description' }).click();
      return a.panel.getByRole('textbox', { name: 'Description' });
    },
    saved: (description) => ({ description }),
  },
  'new card': {
    async open(a) {
      await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
      return a.page.getByRole('textbox', { name: 'Title of the new task' });
    },
  },
  'new column': { open: (a) => nameAfter(a, a.page.getByRole('button', { name: 'Add column' })) },
  'edit column': {
    open: (a) => nameAfter(a, a.column('To do').getByRole('button', { name: 'To do options' }), 'Edit column'),
  },
  'new board': { open: (a) => nameAfter(a, a.page.getByRole('button', { name: 'New board' })) },
  'edit board': { open: (a) => nameAfter(a, a.page.getByRole('button', { name: 'Board options' }), 'Edit board') },
};

/** The name in the dialog that a button opens, or an item of its menu. */
async function nameAfter(a: BoardScreen, button: Locator, item?: string): Promise<Locator> {
  await button.click();
  if (item) await a.page.getByRole('menuitem', { name: item }).click();
  return a.page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true });
}

for (const [name, { open, saved }] of Object.entries(WRITTEN)) {
  test(`half a word is neither saved nor taken away, however long its writer thinks: ${name}`, async ({ stage }) => {
    const { a } = await stage.one(['One']);
    const { page } = a;
    const ime = await InputMethod.of(page);
    const written: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET' && !request.url().includes('/auth/')) written.push(request.postData() ?? '');
    });
    const field = await open(a);
    await page.clock.install();
    await field.focus();
    await field.press('End');
    const before = await field.inputValue();
    await ime.compose('にほ');
    await page.clock.fastForward(20_000);
    await expect(field).toHaveValue(`${before}にほ`);
    await expect(field).toBeFocused();
    expect(written).toEqual([]);
    await ime.commit('日本');
    await page.clock.fastForward(4_000);
    await expect(field).toHaveValue(`${before}日本`);
    await expect(field).toBeFocused();
    const whole = saved ? [JSON.stringify(saved(`${before}日本`))] : [];
    await expect.poll(() => written).toEqual(whole);
  });
}
