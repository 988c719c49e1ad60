import { expect, test } from '../support/fixtures';
import { carry, drop, lift } from '../support/drag';
import type { BoardScreen } from '../support/board';

const bar = (board: BoardScreen, count: number) =>
  board.page.getByRole('toolbar', { name: `${count} ${count === 1 ? 'task' : 'tasks'} selected` });

/** Goes to a card and presses keys there, one after another. */
async function press(board: BoardScreen, title: string, ...keys: string[]): Promise<void> {
  await board.title(title).focus();
  for (const key of keys) await board.page.keyboard.press(key);
}

test('X marks cards, a key acts on all of them, and Z takes that back at once', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  const { keyboard } = a.page;
  await press(a, 'One', 'x', 'ArrowDown', 'ArrowDown', 'x');
  await expect(bar(a, 2)).toBeVisible();
  await expect(a.card('One').getByRole('img', { name: 'Selected' })).toBeVisible();
  await expect(a.page.locator('#dnd-live')).toHaveText('2 selected');

  await keyboard.press('s');
  await a.page.getByRole('menuitemradio', { name: 'Done' }).click();
  await a.hasExactly('Done', ['One', 'Three']);
  await expect.poll(() => ws.titles('Done')).toEqual(['One', 'Three']);
  await expect(a.title('Three')).toBeFocused();
  await expect(bar(a, 2)).toBeVisible();

  await keyboard.press('z');
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Two', 'Three']);

  await keyboard.press('Escape');
  await expect(bar(a, 2)).toHaveCount(0);
  await expect(a.card('One').getByRole('img', { name: 'Selected' })).toHaveCount(0);
});

test('marked cards are dragged together and keep their order', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three', 'Four']);
  await ws.add('Done', 'Over', 'Past');
  await a.hasExactly('Done', ['Over', 'Past']);
  await a.title('Two').click({ modifiers: ['Shift'] });
  await a.title('Four').click({ modifiers: ['Shift'] });
  await expect(bar(a, 3)).toBeVisible();
  await lift(a, 'Three');
  await expect(a.page.locator('.card.is-lifted .card-count')).toHaveText('3');
  await carry(a, 'Done', { before: 'Past' });
  await drop(a);
  await a.hasExactly('Done', ['Over', 'Two', 'Three', 'Four', 'Past']);
  await a.hasExactly('To do', ['One']);
  await expect.poll(() => ws.titles('Done')).toEqual(['Over', 'Two', 'Three', 'Four', 'Past']);
});

test('the bar sets the due date of all that are marked, in one step', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two', 'Three']);
  const { keyboard } = a.page;
  await press(a, 'One', 'x', 'ArrowDown', 'x');
  const button = bar(a, 2).getByRole('button', { name: 'Due date' });
  await button.press('Enter');
  const picker = a.page.getByRole('dialog', { name: 'Due date', exact: true });
  await expect(picker.getByRole('textbox', { name: 'Date' })).toBeFocused();
  await keyboard.type('5 Mar 2030');
  await keyboard.press('Enter');
  await expect(picker).toHaveCount(0);
  await expect(button).toBeFocused();
  for (const title of ['One', 'Two']) await expect(a.card(title).locator('time')).toHaveText('5 Mar 2030');
  await expect(a.card('Three').locator('time')).toHaveCount(0);
  await keyboard.press('z');
  for (const title of ['One', 'Two']) await expect(a.card(title).locator('time')).toHaveCount(0);
});

test('the bar assigns, deletes with a way back, and is cleared', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  await a.title('One').click({ modifiers: ['Shift'] });
  await a.title('Two').click({ modifiers: ['Shift'] });
  await bar(a, 2).getByRole('button', { name: 'Assignees' }).click();
  await a.page.getByRole('menuitemcheckbox', { name: 'Mira' }).click();
  await a.page.keyboard.press('Escape');
  for (const title of ['One', 'Two']) {
    await expect.poll(async () => (await ws.task(title)).assignee_ids).toHaveLength(1);
  }
  await bar(a, 2).getByRole('button', { name: 'Priority' }).click();
  await a.page.getByRole('menuitemradio', { name: 'High' }).click();
  await expect.poll(async () => (await ws.task('Two')).priority).toBe('high');

  await bar(a, 2).getByRole('button', { name: 'Delete' }).click();
  await a.hasExactly('To do', ['Three']);
  await expect(a.title('Three')).toBeFocused();
  const notice = a.notices.getByRole('status').filter({ hasText: '2 tasks deleted' });
  await notice.getByRole('button', { name: 'Undo' }).click();
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Two', 'Three']);

  // They are marked again as they come back.
  await bar(a, 2).getByRole('button', { name: 'Clear selection, Escape' }).click();
  await expect(bar(a, 2)).toHaveCount(0);
});

test('Shift with an arrow marks on the way', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two', 'Three']);
  await press(a, 'One', 'Shift+ArrowDown');
  await expect(bar(a, 2)).toBeVisible();
  await a.page.keyboard.press('Shift+ArrowDown');
  await expect(bar(a, 3)).toBeVisible();
  await a.page.keyboard.press('Delete');
  await a.hasExactly('To do', []);
  await expect(bar(a, 3)).toHaveCount(0);
});

test('where one of several is refused, the step back is for the others', async ({ stage }) => {
  stage.watch.expect(409, /\/move$/);
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  await ws.limit('Blocked', 1);
  await expect(a.column('Blocked').getByRole('img', { name: '0 tasks, limit 1' })).toBeVisible();
  await press(a, 'One', 'Shift+ArrowDown');
  await expect(bar(a, 2)).toBeVisible();
  await a.page.keyboard.press('s');
  await a.page.getByRole('menuitemradio', { name: 'Blocked' }).click();
  await expect(a.notices.getByRole('alert')).toContainText(/holds at most one task/);
  await a.hasExactly('Blocked', ['One']);
  await a.hasExactly('To do', ['Two', 'Three']);
  await a.title('Three').focus();
  await a.page.keyboard.press('z');
  await a.hasExactly('Blocked', []);
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Two', 'Three']);
});

test('an arrow with Shift marks from where one is, and Escape leads from the bar to the board', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two', 'Three', 'Four']);
  await press(a, 'One', 'x', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown');
  await expect(bar(a, 3)).toBeVisible();
  await expect(a.card('Two').getByRole('img', { name: 'Selected' })).toHaveCount(0);
  await bar(a, 3).getByRole('button', { name: 'Delete' }).focus();
  await a.page.keyboard.press('Escape');
  await expect(bar(a, 3)).toHaveCount(0);
  await expect(a.title('Four')).toBeFocused();
});
