import { drag } from '../support/drag';
import { expect, test } from '../support/fixtures';

test('a move that the server refuses brings the card back and says why; Retry works once it may', async ({ stage }) => {
  stage.watch.expect(409, /\/move$/);
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  await ws.add('In progress', 'Busy');
  await ws.limit('In progress', 1);
  await expect(a.column('In progress').getByRole('img', { name: '1 task, limit 1' })).toBeVisible();

  await drag(a, 'Two', 'In progress', { after: 'Busy' });
  const notice = a.page.getByRole('alert').filter({ hasText: 'moved back to To do' });
  await expect(notice).toBeVisible();
  await expect(notice).toContainText(/holds at most one task/);
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
  await a.hasExactly('In progress', ['Busy']);
  await expect(a.card('Two')).toContainText('The column is full');

  await ws.limit('In progress', 2);
  await notice.getByRole('button', { name: 'Retry' }).click();
  await a.hasExactly('In progress', ['Busy', 'Two']);
  await expect(a.card('Two')).not.toContainText('The column is full');
  await expect.poll(() => ws.titles('In progress')).toEqual(['Busy', 'Two']);
});

test('new tasks that are refused stay in their column, over a reload too, until they fit or are discarded', async ({ stage }) => {
  stage.watch.expect(409, /\/tasks$/);
  const { a, ws } = await stage.one(['One']);
  await ws.limit('To do', 1);
  await expect(a.column('To do').getByRole('img', { name: '1 task, limit 1' })).toBeVisible();
  const titles = ['First', 'Second', 'Third', 'Fourth'];
  await a.create('To do', ...titles);
  const refused = (title: string) => a.column('To do').getByRole('group', { name: `“${title}” was not created` });
  for (const title of titles) await expect(refused(title)).toContainText('holds at most one task');
  await a.page.reload();
  await a.isShown();
  for (const title of titles) await expect(refused(title)).toBeVisible();
  await refused('First').getByRole('button', { name: 'Discard' }).click();
  await expect(refused('First')).toHaveCount(0);

  await ws.limit('To do', 2);
  await refused('Third').getByRole('button', { name: 'Retry' }).click();
  await a.hasExactly('To do', ['One', 'Third']);
  await expect(refused('Third')).toHaveCount(0);
  await expect(refused('Second')).toBeVisible();
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Third']);
});

test('a card that somebody deleted while it was being moved goes, and that is said', async ({ stage }) => {
  stage.watch.expect(404, /\/move$/);
  const { a, ws } = await stage.one(['One', 'Two']);
  const { id } = await ws.task('Two');
  // The move is held back until the task is gone.
  await a.page.route(/\/move$/, async (route) => {
    await ws.owner.call('DELETE', ws.at(`/tasks/${id}`));
    await route.continue();
  });
  await drag(a, 'Two', 'Done');
  await expect(a.notices.getByRole('alert')).toBeVisible();
  await a.hasExactly('Done', []);
  await a.hasExactly('To do', ['One']);
});

test('a right that was taken away is told', async ({ stage }) => {
  stage.watch.expect(404, /\/tasks/);
  stage.watch.expect(403, /\/tasks/);
  const { b, ws, theo } = await stage.two('One');
  await ws.owner.call('PATCH', ws.at(`/members/${theo.user.id}`), { role: 'guest' });
  await expect(b.page.getByRole('button', { name: 'New task' })).toHaveCount(0);
});
