import { expect, test } from '../support/fixtures';

test('who is given a task is told so, and sees which until they look', async ({ stage }) => {
  const { theo, ws, a } = await stage.pair('Fix the leak', 'Call the plumber', 'Buy a bucket');
  const mira = { assignee_ids: [ws.owner.user.id] };
  const give = async (title: string) => theo.call('PATCH', ws.at(`/tasks/${(await ws.task(title)).id}`), mira);
  const toast = (words: string) => a.page.locator('.toast').filter({ hasText: words });
  const dot = a.page.getByRole('link', { name: 'New for you' });

  // One's own doing is no news.
  await ws.owner.call('PATCH', ws.at(`/tasks/${(await ws.task('Buy a bucket')).id}`), mira);
  await give('Fix the leak');
  await expect(toast('Theo gave you “Fix the leak”')).toBeVisible();
  await expect(a.card('Fix the leak').getByRole('img', { name: 'New for you' })).toBeVisible();
  await expect(a.card('Buy a bucket').getByRole('img', { name: 'New for you' })).toHaveCount(0);
  await expect(dot).toBeVisible();

  // It is still there after a reload, which tells it no second time.
  await a.page.reload();
  await a.isShown();
  await expect(dot).toBeVisible();
  await expect(a.page.locator('.toast')).toHaveCount(0);

  // Several at once are one word.
  const before = a.page.locator('.toast');
  const made = await theo.call<{ id: string }>('POST', ws.at('/tasks'), { board_id: ws.boardId, title: 'Mop up' });
  const ids = [(await ws.task('Call the plumber')).id, made.id];
  await theo.call('POST', ws.at('/tasks/bulk'), { ids, patch: mira });
  await expect(toast('Theo gave you 2 tasks')).toBeVisible();
  await expect(before).toHaveCount(1);
  await toast('Theo gave you 2 tasks').getByRole('button', { name: 'Open' }).click();
  await expect(a.page).toHaveURL(/who=me/);
  await expect(a.card('Mop up')).toBeVisible();

  for (const title of ['Mop up', 'Call the plumber']) {
    await a.openTask(title);
    await a.closeTask();
    await expect(a.card(title).getByRole('img', { name: 'New for you' })).toHaveCount(0);
  }
  // On a phone the boards' tab says so.
  await a.page.setViewportSize({ width: 390, height: 844 });
  const tab = a.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Boards New for you' });
  await expect(tab).toBeVisible();
  await a.page.setViewportSize({ width: 1440, height: 900 });

  // Taken away, it is nothing to see any more.
  await expect(dot).toBeVisible();
  await theo.call('PATCH', ws.at(`/tasks/${(await ws.task('Fix the leak')).id}`), { assignee_ids: [] });
  await expect(dot).toHaveCount(0);
});
