import type { Page } from '@playwright/test';
import type { Task } from '../support/api';
import { expect, test } from '../support/fixtures';
import { observeShifts } from '../support/shifts';

test('what arrives waits while one points into the column, and comes when it is asked for or one leaves', async ({ stage }) => {
  const { a, ws, theo } = await stage.pair('One', 'Two', 'Three');
  const { page } = a;
  const [two] = (await ws.board()).tasks.filter(({ title }) => title === 'Two');
  const add = (title: string, before?: string) =>
    theo.call<Task>('POST', ws.at('/tasks'), { board_id: ws.boardId, column_id: two?.column_id, title, before });
  await a.card('Two').hover();
  const place = () => a.card('Two').boundingBox();
  const before = await place();

  const first = await add('Above', two?.id);
  await add('Below');
  const news = a.column('To do').getByRole('button', { name: 'Show 2 new in To do' });
  await expect(news).toHaveText('2 new');
  // Beside the count, and on no card.
  const [pill, count, top] = await Promise.all([news, a.column('To do').locator('.column-count'), a.card('One')].map((it) => it.boundingBox()));
  if (!pill || !count || !top) throw new Error('they are not on the screen');
  expect(pill.x).toBeGreaterThanOrEqual(count.x + count.width);
  expect(pill.y + pill.height).toBeLessThanOrEqual(top.y);
  await theo.call('PATCH', ws.at(`/tasks/${(await ws.task('One')).id}`), { title: 'One, which has got a title of so many words that it takes three lines of a card' });
  await expect(a.title('Two')).toBeVisible();
  await theo.call('DELETE', ws.at(`/tasks/${first.id}`));
  await expect(a.column('To do').getByRole('button', { name: 'Show 1 new in To do' })).toBeVisible();
  // Somebody takes a card away above it: its place stays empty.
  const one = (await ws.board()).tasks.find(({ title }) => title.startsWith('One'));
  await theo.call('POST', ws.at(`/tasks/${one?.id}/move`), { column_id: (await ws.column('Done')).id });
  await expect(a.list('To do').getByText(`${one?.key} moved to Done`)).toBeVisible();
  expect(await place()).toEqual(before);
  await a.hasExactly('To do', ['Two', 'Three']);

  // What one does oneself is shown at once, also there.
  await page.keyboard.press('c');
  const field = page.getByRole('textbox', { name: 'Title of the new task' });
  await field.fill('Mine');
  await field.press('Enter');
  await a.hasExactly('To do', ['Two', 'Three', 'Mine']);
  await field.press('Escape');

  await a.column('To do').getByRole('button', { name: 'Show 1 new in To do' }).click();
  await a.hasExactly('To do', ['Two', 'Three', 'Below', 'Mine']);
  // What waited is told from the others for a moment, but by nothing that moves where that is not wanted.
  const came = a.list('To do').locator('.has-come');
  await expect(came).toHaveText(/Below/);
  const animation = () => a.card('Below').evaluate((card) => getComputedStyle(card).animationName);
  expect(await animation()).toBe('has-come');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await animation()).toBe('none');
  await page.emulateMedia({ reducedMotion: null });
  // It is shown before the server has it, and the last one comes after it there too.
  await expect.poll(() => ws.titles('To do')).toContain('Mine');
  await add('Last');
  await expect(a.column('To do').getByRole('button', { name: 'Show 1 new in To do' })).toBeVisible();
  await a.leave();
  await a.hasExactly('To do', ['Two', 'Three', 'Below', 'Mine', 'Last']);
  expect(await ws.titles('To do')).toEqual(['Two', 'Three', 'Below', 'Mine', 'Last']);
});

test('a focused card and an open menu keep their place, and a menu goes with its card', async ({ stage }) => {
  const { a, ws, theo } = await stage.pair('One', 'Two', 'Three');
  const { page } = a;
  const two = await ws.task('Two');
  const add = (title: string) => theo.call('POST', ws.at('/tasks'), { board_id: ws.boardId, column_id: two.column_id, title, before: two.id });
  await a.title('Two').focus();
  const before = await a.card('Two').boundingBox();
  await add('Above');
  await expect(a.column('To do').getByText('1 new')).toBeVisible();
  await page.keyboard.press('p');
  const menu = page.getByRole('menu', { name: 'Priority' });
  await expect(menu).toBeVisible();
  await add('Above too');
  await expect(a.column('To do').getByText('2 new')).toBeVisible();
  expect(await a.card('Two').boundingBox()).toEqual(before);

  const stood = await menu.boundingBox();
  await theo.call('POST', ws.at(`/tasks/${two.id}/move`), { column_id: (await ws.column('Done')).id });
  await a.hasExactly('Done', ['Two']);
  const beside = async () => {
    const [at, card] = [await menu.boundingBox(), await a.title('Two').boundingBox()];
    return Math.abs((at?.y ?? 0) - (card?.y ?? 0) - (card?.height ?? 0)) < 8;
  };
  // The card glides from where it stood, and is beside its menu there too.
  await expect.poll(async () => (await menu.boundingBox())?.x).not.toBe(stood?.x);
  await expect.poll(beside).toBe(true);
  await menu.getByRole('menuitemradio', { name: 'High' }).press('Enter');
  await expect(a.card('Two').getByRole('img', { name: 'High priority' })).toBeVisible();
  await a.hasExactly('To do', ['One', 'Above', 'Above too', 'Three']);
});

/** Has the page note how long its tasks take. */
async function noteLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const long: number[] = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => long.push(duration))).observe({ type: 'longtask' });
    Object.assign(window, { long });
  });
}

test('fifty changes a second for ten seconds: nothing shifts, the focus stays and no letter is lost', async ({ stage }) => {
  const { a, ws, theo } = await stage.pair(...Array.from({ length: 9 }, (_, n) => `Card ${n}`));
  const { page } = a;
  const { tasks, columns } = await ws.board();
  const ids = tasks.map(({ id }) => id);
  const [todo, done, blocked] = ['To do', 'Done', 'Blocked'].map((name) => columns.find((column) => column.name === name)?.id);
  await theo.call('POST', ws.at('/tasks/bulk'), { ids: ids.slice(6), move: { column_id: done } });
  await a.hasExactly('Done', ['Card 6', 'Card 7', 'Card 8']);
  await a.column('In progress').getByRole('button', { name: 'Add task to In progress' }).click();
  const field = page.getByRole('textbox', { name: 'Title of the new task' });
  await a.card('Card 4').hover();
  const place = () => a.card('Card 4').boundingBox();
  const before = await place();
  await observeShifts(page);
  await noteLongTasks(page);

  // Each turn is a new card at the top and the same change of three: four events in 80 ms.
  const people = [[ws.owner.user.id], [theo.user.id], []];
  const tops = [undefined, ids[0]];
  const turn = async (n: number) => {
    const place = { column_id: n % 2 ? todo : done, before: tops[n % 2] };
    const { id } = await theo.call<Task>('POST', ws.at('/tasks'), { board_id: ws.boardId, title: `New ${n}`, ...place });
    tops[n % 2] = id;
    const changes = [
      { ids: ids.slice(0, 3), patch: { title: n % 8 ? 'Short' : 'So many words that the title takes three lines of the card in which it stands' } },
      { ids: ids.slice(6), move: { column_id: n % 8 < 4 ? blocked : done } },
      { ids: ids.slice(1, 4), patch: { priority: n % 8 < 4 ? 'high' : 'low' } },
      { ids: ids.slice(3, 6), patch: { assignee_ids: people[n % 3] } },
    ];
    await theo.call('POST', ws.at('/tasks/bulk'), changes[n % 4]);
  };
  const began = Date.now();
  const turns: Promise<void>[] = [];
  const typed: string[] = [];
  for (let n = 0; n < 125; n += 1) {
    turns.push(turn(n));
    const letter = 'abcdefghijklmnopqrstuvwxyz'[n % 26] ?? '';
    // With no key in the last half second, nothing excuses a shift.
    if (n % 25 < 3) {
      await field.press(letter);
      typed.push(letter);
    }
    await new Promise((next) => setTimeout(next, Math.max(0, began + (n + 1) * 80 - Date.now())));
  }
  await Promise.all(turns);
  await expect(a.column('To do').getByText('62 new')).toBeVisible();
  await expect(a.column('Done').locator('.column-count')).toHaveText(String((await ws.titles('Done')).length));

  const { shifts, long } = await page.evaluate(() => {
    const noted = window as unknown as { shifts: string[]; long: number[] };
    return { shifts: noted.shifts, long: noted.long };
  });
  test.info().annotations.push({ type: 'long tasks', description: long.map((ms) => ms.toFixed(0)).join(' ') });
  expect(shifts).toEqual([]);
  expect(await place()).toEqual(before);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(typed.join(''));
});
