import { type Page, expect } from '@playwright/test';
import { test } from '../support/fixtures';

/** What a Russian keyboard types where a Latin one has these. */
const RUSSIAN: Record<string, [key: string, code: string]> = {
  '[': ['х', 'BracketLeft'],
  ']': ['ъ', 'BracketRight'],
  a: ['ф', 'KeyA'],
  b: ['и', 'KeyB'],
  c: ['с', 'KeyC'],
  d: ['в', 'KeyD'],
  f: ['а', 'KeyF'],
  g: ['п', 'KeyG'],
  j: ['о', 'KeyJ'],
  k: ['л', 'KeyK'],
  m: ['ь', 'KeyM'],
  p: ['з', 'KeyP'],
  s: ['ы', 'KeyS'],
  x: ['ч', 'KeyX'],
  z: ['я', 'KeyZ'],
};

/** Presses keys of that keyboard, given by the letters of a Latin one; of several none is late, since the page waits for them only so long. */
async function press(page: Page, ...letters: string[]): Promise<void> {
  const keys = letters.map((letter) => RUSSIAN[letter] ?? ([letter, ''] as const));
  await page.evaluate((keys) => {
    for (const [key, code] of keys) {
      const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    }
  }, keys);
}

test('every letter of a shortcut acts on a Russian keyboard', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  const { page } = a;
  const onOne = () => a.title('One').focus();
  const menu = (name: string) => page.getByRole('menu', { name });
  const menus: [string, string][] = [['m', 'Move to'], ['s', 'Status'], ['a', 'Assignees'], ['p', 'Priority']];
  for (const [letter, name] of menus) {
    await onOne();
    await press(page, letter);
    await expect(menu(name)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu(name)).toHaveCount(0);
  }
  await onOne();
  await press(page, 'd');
  await expect(page.getByRole('dialog', { name: 'Due date' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Due date' })).toHaveCount(0);
  await onOne();
  await press(page, 'j');
  await expect(a.title('Two')).toBeFocused();
  await press(page, 'k');
  await expect(a.title('One')).toBeFocused();
  await press(page, 'x');
  await expect(page.getByRole('toolbar', { name: '1 task selected' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await a.hasExactly('To do', ['Two']);
  await press(page, 'z');
  await a.hasExactly('To do', ['One', 'Two']);

  await press(page, 'c');
  const field = page.getByRole('textbox', { name: 'Title of the new task' });
  await expect(field).toBeFocused();
  await page.keyboard.type('я');
  await expect(field).toHaveValue('я');
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await press(page, 'f');
  const filter = page.getByRole('textbox', { name: 'Filter' });
  await expect(filter).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(filter).not.toBeFocused();

  await press(page, ']');
  await expect(a.activity).toHaveCount(0);
  await press(page, '[');
  await expect(page.locator('.app.is-collapsed')).toBeAttached();

  await a.openTask('One');
  await a.panel.focus();
  await press(page, 'j');
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('Two');
  await a.panel.focus();
  await press(page, 'k');
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One');
  await a.closeTask();

  await press(page, 'g', 'p');
  await expect(page).toHaveURL(new RegExp(ws.path('/members')));
  await press(page, 'g', 's');
  await expect(page).toHaveURL(new RegExp(ws.path('/settings')));
  await press(page, 'g', 'b');
  await a.isShown();
});
