import { expect, test } from '../support/fixtures';

test('who becomes a guest, and is one no longer, sees at once what that leaves and gives', async ({ stage }) => {
  const { a, b, ws, mira, theo } = await stage.two('One');
  const shared = await mira.call<{ id: string }>('POST', ws.at('/boards'), { name: 'Shared' });
  await mira.call('PUT', ws.at(`/boards/${shared.id}/members/${theo.user.id}`));
  const boards = b.page.getByRole('navigation', { name: 'Workspace' });
  await expect(boards.getByRole('link', { name: 'Shared' })).toBeVisible();
  await expect(boards.getByRole('link', { name: 'Board', exact: true })).toBeVisible();
  await b.page.evaluate(() => Object.assign(window, { isSamePage: true }));

  await mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { role: 'guest' });
  // First what goes by itself.
  await expect(b.notices.getByText(`You are a guest of ${ws.name} now`)).toBeVisible();
  await expect(boards.getByRole('link', { name: 'Board', exact: true })).toHaveCount(0);
  await expect(boards.getByRole('link', { name: 'Shared' })).toBeVisible();
  await expect(b.page.getByText('You no longer have access to Board')).toBeVisible();
  await expect(b.page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible();
  await boards.getByRole('link', { name: 'Shared' }).click();
  await b.isShown();
  await expect(b.page.getByRole('button', { name: 'New task' })).toBeVisible();
  await expect(b.page.getByRole('button', { name: 'Add column' })).toHaveCount(0);
  await expect(boards.getByRole('button', { name: 'New board' })).toHaveCount(0);

  await mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { role: 'member' });
  await expect(boards.getByRole('button', { name: 'New board' })).toBeVisible();
  await expect(b.page.getByRole('button', { name: 'Add column' })).toBeVisible();
  await boards.getByRole('link', { name: 'Board', exact: true }).click();
  await b.hasExactly('To do', ['One']);
  // What comes afterwards reaches the board that was lost and found.
  await a.create('To do', 'Two');
  await b.hasExactly('To do', ['One', 'Two']);
  await b.create('To do', 'Three');
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
  expect(await b.page.evaluate(() => 'isSamePage' in window), 'without a reload').toBe(true);
});

test('a board that cannot be loaded anew is asked for until it can', async ({ stage }) => {
  stage.watch.expect('network', /\/boards\//);
  const { b, ws, mira, theo } = await stage.two('One');
  await mira.call('PUT', ws.at(`/boards/${ws.boardId}/members/${theo.user.id}`));
  let failures = 0;
  const address = new RegExp(`/boards/${ws.boardId}$`);
  await b.page.route(address, (route) => {
    failures += 1;
    return route.abort();
  });
  await mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { role: 'guest' });
  await expect.poll(() => failures).toBeGreaterThan(2);
  const loaded = b.page.waitForResponse((response) => address.test(response.url()) && response.ok());
  await b.page.unroute(address);
  await loaded;
  await b.hasExactly('To do', ['One']);
});

test('who is taken off a private board is told, and led to the others', async ({ stage }) => {
  const { b, ws, mira, theo } = await stage.two('One');
  const lead = await mira.call<{ id: string }>('POST', ws.at('/boards'), { name: 'Leadership', visibility: 'private' });
  await mira.call('PUT', ws.at(`/boards/${lead.id}/members/${theo.user.id}`));
  await b.open(ws.path(`/b/${lead.id}`));
  await b.isLive();
  await mira.call('DELETE', ws.at(`/boards/${lead.id}/members/${theo.user.id}`));
  await expect(b.page.getByText('You no longer have access to Leadership')).toBeVisible();
  await expect(b.badge).toBeVisible();
  await b.page.getByRole('link', { name: 'Go to the other boards' }).click();
  await b.hasExactly('To do', ['One']);
});

test('only who sees a board is offered for its tasks', async ({ stage }) => {
  const { a, ws } = await stage.pair('One');
  const assignees = a.page.getByRole('menu', { name: 'Assignees' });
  await a.title('One').focus();
  await a.page.keyboard.press('a');
  await expect(assignees.getByRole('menuitemcheckbox', { name: 'Theo Brandt' })).toBeVisible();
  await a.page.keyboard.press('Escape');
  await expect(assignees).toHaveCount(0);
  await ws.owner.call('PATCH', ws.at(`/boards/${ws.boardId}`), { visibility: 'private' });
  await a.page.reload();
  await a.isLive();
  await a.title('One').focus();
  await a.page.keyboard.press('a');
  await expect(assignees.getByRole('menuitemcheckbox', { name: 'Mira Solano' })).toBeVisible();
  await expect(assignees.getByRole('menuitemcheckbox', { name: 'Theo Brandt' })).toHaveCount(0);
  await a.page.keyboard.press('Escape');
  await a.page.getByRole('button', { name: 'Filter by assignee' }).click();
  const filter = a.page.getByRole('menu', { name: 'Filter by assignee' });
  await expect(filter.getByRole('menuitemcheckbox', { name: 'Nobody' })).toBeVisible();
  await expect(filter.getByRole('menuitemcheckbox', { name: 'Theo Brandt' })).toHaveCount(0);
});
