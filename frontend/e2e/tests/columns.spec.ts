import type { Locator } from '@playwright/test';
import type { BoardScreen } from '../support/board';
import { expect, test } from '../support/fixtures';
import { holdFrames } from '../support/frames';
import { Held, letGo } from '../support/held';
import { PHONE } from '../support/screens';
import { Finger } from '../support/touch';

const order = (board: BoardScreen): Locator => board.page.locator('.column h2');
const name = (board: BoardScreen, column: string): Locator => board.column(column).getByRole('button', { name: column, exact: true });

async function middle(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a column is dragged by its head, and the other sees it where it was dropped', async ({ stage }) => {
  const { a, b, ws } = await stage.two('One');
  const { mouse } = a.page;
  const [from, to] = [await middle(name(a, 'To do')), await middle(a.column('Done'))];
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 6, from.y + 2, { steps: 3 });
  await expect(a.page.locator('.column.is-lifted')).toBeVisible();
  await mouse.move(to.x, from.y, { steps: 12 });
  // Another column is moved meanwhile: what counts is beside which it is dropped.
  const at = async (column: string) => ws.at(`/boards/${ws.boardId}/columns/${(await ws.column(column)).id}`);
  await ws.owner.call('POST', `${await at('Blocked')}/move`, { before: (await ws.column('In progress')).id });
  // The last is the one in the hand.
  await expect(order(a)).toHaveText(['To do', 'Blocked', 'In progress', 'Done', 'To do']);
  await mouse.up();
  await expect(order(a)).toHaveText(['Blocked', 'In progress', 'Done', 'To do']);
  await expect(order(b)).toHaveText(['Blocked', 'In progress', 'Done', 'To do']);
  await expect(a.page.locator('#dnd-live')).toHaveText('Dropped, column 4 of 4.');
  // The drag opened nothing; a press on the name does.
  await expect(a.page.getByRole('dialog')).toHaveCount(0);
  await a.page.getByRole('main').focus();
  await a.page.keyboard.press('z');
  await expect(order(b)).toHaveText(['To do', 'Blocked', 'In progress', 'Done']);
  await expect(a.notices.getByText('Undone: To do moved', { exact: true })).toBeVisible();
  await name(a, 'Done').click();
  await expect(a.page.getByRole('dialog', { name: 'Edit column' })).toBeVisible();
});

test('a column is dropped beside what it passed last, and where the mouse is though no frame came since', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { mouse } = a.page;
  const [from, to] = [await middle(name(a, 'To do')), await middle(a.column('Done'))];
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 6, from.y + 2, { steps: 3 });
  await expect(a.page.locator('.column.is-lifted')).toBeVisible();
  const sent = await Held.of(a.page, 'POST', /\/columns\/[^/]+\/move$/);
  const frames = await holdFrames(a.page);
  await mouse.move(to.x, from.y, { steps: 2 });
  await mouse.up();
  await frames.release();
  await expect(order(a)).toHaveText(['In progress', 'Done', 'To do', 'Blocked']);
  // Another moves the column that it came before, and hears of the drop only then.
  const request = await sent.next();
  const blocked = ws.at(`/boards/${ws.boardId}/columns/${(await ws.column('Blocked')).id}`);
  await ws.owner.call('POST', `${blocked}/move`, { before: (await ws.column('In progress')).id });
  await expect(order(a)).toHaveText(['Blocked', 'In progress', 'Done', 'To do']);
  await letGo(a.page, request, (route) => route.continue());
  await expect.poll(async () => (await ws.board()).columns.map((column) => column.name)).toEqual(['Blocked', 'In progress', 'Done', 'To do']);
  await expect(order(a)).toHaveText(['Blocked', 'In progress', 'Done', 'To do']);
});

test('Escape and a cancelled pointer bring a column back', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { mouse } = a.page;
  const [from, to] = [await middle(name(a, 'To do')), await middle(a.column('Done'))];
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(to.x, to.y, { steps: 12 });
  await expect(a.page.locator('.column.is-lifted')).toBeVisible();
  await a.page.keyboard.press('Escape');
  await expect(a.page.locator('.column.is-lifted')).toHaveCount(0);
  await mouse.up();
  await expect(order(a)).toHaveText(['To do', 'In progress', 'Done', 'Blocked']);
  expect((await ws.board()).columns.map((column) => column.name)).toEqual(['To do', 'In progress', 'Done', 'Blocked']);
});

test('a column is lifted, carried, dropped and brought back by keys, with the focus on its name', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { keyboard } = a.page;
  const said = a.page.locator('#dnd-live');
  await name(a, 'To do').focus();
  await keyboard.press('Space');
  await expect(said).toHaveText('Lifted To do, column 1 of 4.');
  await keyboard.press('ArrowRight');
  await expect(said).toHaveText('Column 2 of 4.');
  await expect(order(a)).toHaveText(['In progress', 'To do', 'Done', 'Blocked']);
  await expect(name(a, 'To do')).toBeFocused();
  await keyboard.press('Escape');
  await expect(said).toHaveText('Cancelled, back to column 1 of 4.');
  await expect(order(a)).toHaveText(['To do', 'In progress', 'Done', 'Blocked']);
  await keyboard.press('Space');
  await keyboard.press('End');
  await keyboard.press('Space');
  await expect(said).toHaveText('Dropped, column 4 of 4.');
  await expect(name(a, 'To do')).toBeFocused();
  await expect.poll(async () => (await ws.board()).columns.at(-1)?.name).toBe('To do');

  // The menu does the same, and its button keeps the focus.
  const options = a.column('To do').getByRole('button', { name: 'To do options' });
  for (const place of ['Move left', 'Move left', 'Move right']) {
    await options.press('Enter');
    await a.page.getByRole('menuitem', { name: place }).press('Enter');
    await expect(a.page.getByRole('menu')).toHaveCount(0);
    await expect(options).toBeFocused();
  }
  await expect(order(a)).toHaveText(['In progress', 'Done', 'To do', 'Blocked']);
  await keyboard.press('z');
  await expect(order(a)).toHaveText(['In progress', 'To do', 'Done', 'Blocked']);
});

test('a finger that rests on a column’s name lifts it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], { ...PHONE, viewport: { width: 1024, height: 768 } });
  const finger = await Finger.of(a);
  const to = await middle(a.column('Done'));
  await finger.holdOn(name(a, 'To do'), a.page.locator('.column.is-lifted'));
  await finger.go(to.x, 140);
  await finger.leave();
  await expect(order(a)).toHaveText(['In progress', 'Done', 'To do', 'Blocked']);
  await expect.poll(async () => (await ws.board()).columns.map((column) => column.name)).toEqual(['In progress', 'Done', 'To do', 'Blocked']);
});

test('a new column comes into view with the focus on its name', async ({ stage }) => {
  const { a } = await stage.one(['One'], { viewport: { width: 900, height: 700 } });
  await a.page.getByRole('button', { name: 'Add column' }).click();
  await a.page.getByRole('textbox', { name: 'Name' }).fill('Review');
  await a.page.keyboard.press('Enter');
  await expect(name(a, 'Review')).toBeFocused();
  await expect(a.column('Review')).toBeInViewport({ ratio: 0.9 });
});

test('on a phone the columns are dragged in the control above them', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], PHONE);
  const finger = await Finger.of(a);
  const segment = (column: string) => a.page.getByRole('group', { name: 'Columns' }).getByRole('button', { name: new RegExp(`^${column}`) });
  const to = await middle(segment('Done'));
  await finger.holdOn(segment('To do'), a.page.locator('.segment.is-lifted'));
  await finger.go(to.x, to.y);
  await finger.leave();
  await expect(segment('In progress')).toBeVisible();
  await expect.poll(async () => (await ws.board()).columns.map((column) => column.name)).toEqual(['In progress', 'Done', 'To do', 'Blocked']);
});

test('the cards of a deleted column are not done by a slip', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  await ws.add('Blocked', 'Two');
  await a.hasExactly('Blocked', ['Two']);
  await a.column('Blocked').getByRole('button', { name: 'Blocked options' }).click();
  await a.page.getByRole('menuitem', { name: 'Delete column' }).click();
  const dialog = a.page.getByRole('dialog', { name: 'Delete Blocked?' });
  await expect(dialog.locator('option:checked')).toHaveText('To do');
  await dialog.getByRole('button', { name: 'Delete column' }).click();
  await a.hasExactly('To do', ['One', 'Two']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Two']);
});

test('the column that is to take the cards may go first: what is shown then is what is meant', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  await a.column('To do').getByRole('button', { name: 'To do options' }).click();
  await a.page.getByRole('menuitem', { name: 'Delete column' }).click();
  const dialog = a.page.getByRole('dialog', { name: 'Delete To do?' });
  const to = dialog.getByLabel('Move its task to');
  await to.selectOption('Blocked');
  const { id } = await ws.column('Blocked');
  await ws.owner.call('DELETE', ws.at(`/boards/${ws.boardId}/columns/${id}`));
  await expect(to.getByRole('option')).toHaveText(['In progress', 'Done']);
  await expect(to.locator('option:checked')).toHaveText('In progress');
  await dialog.getByRole('button', { name: 'Delete column' }).click();
  await a.hasExactly('In progress', ['One']);
  await expect.poll(() => ws.titles('In progress')).toEqual(['One']);
});
