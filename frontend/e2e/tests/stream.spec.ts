import type { Task } from '../support/api';
import { expect, test } from '../support/fixtures';

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
  await expect.poll(beside).toBe(true);
  expect((await menu.boundingBox())?.x).not.toBe(stood?.x);
  await menu.getByRole('menuitemradio', { name: 'High' }).press('Enter');
  await expect(a.card('Two').getByRole('img', { name: 'High priority' })).toBeVisible();
  await a.hasExactly('To do', ['One', 'Above', 'Above too', 'Three']);
});
