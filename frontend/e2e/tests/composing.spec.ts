import type { Locator } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import { InputMethod } from '../support/ime';

/** Keys by which somebody confirms or gives up the conversion of a word. */
const KEYS = ['Enter', 'Escape', 'Tab'];

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
  for (const [name, open] of Object.entries(fields)) {
    await test.step(name, async () => {
      await a.open(ws.boardPath);
      const input = await open();
      await input.focus();
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
      expect(written).toEqual([]);
    });
  }
});

test('half a word is not saved, however long its writer thinks', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { page } = a;
  const ime = await InputMethod.of(page);
  const saved: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') saved.push(request.postData() ?? '');
  });
  await a.openTask('One');
  const title = a.panel.getByRole('textbox', { name: 'Title' });
  await page.clock.install();
  await title.focus();
  await title.press('End');
  await ime.compose('にほ');
  await page.clock.fastForward(20_000);
  await expect(title).toHaveValue('Oneにほ');
  expect(saved).toEqual([]);
  await ime.commit('日本');
  await page.clock.fastForward(4_000);
  await expect.poll(() => ws.titles('To do')).toEqual(['One日本']);
  expect(saved).toEqual([JSON.stringify({ title: 'One日本' })]);
});
