import { BoardScreen } from '../support/board';
import { PASSWORD, expect, test } from '../support/fixtures';

test('somebody else signs in in another tab: what waits is not sent as theirs, and is sent when one is back', async ({ stage }) => {
  stage.watch.expect('network', /\/tasks$/);
  stage.watch.expect(401, /\/api\/v1\//);
  const ada = await stage.person('Ada Lind');
  const ben = await stage.person('Ben Okafor');
  const ws = await stage.workspace('Larkfield', ada, ben);
  await ws.add('To do', 'One');
  const context = await stage.contextOf(ada);
  const a = new BoardScreen(await context.newPage());
  await a.open(ws.boardPath);
  await a.isLive();
  await a.page.route(/\/tasks$/, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await a.create('To do', 'Left waiting');

  // As it is after another tab signed out and in again: the cookie is Ben's, and Ada's session has ended.
  const url = stage.server.url;
  await context.addCookies(ben.cookies.map((cookie) => ({ ...cookie, url, sameSite: 'Strict' as const })));
  const { items } = await ada.call<{ items: { id: string; current: boolean }[] }>('GET', '/me/sessions');
  await ada.call('DELETE', `/me/sessions/${items.find((session) => session.current)?.id}`);
  await a.page.unroute(/\/tasks$/);

  await expect(a.page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  const { tasks } = await ben.call<{ tasks: { title: string }[] }>('GET', ws.at(`/boards/${ws.boardId}`));
  expect(tasks.map((task) => task.title)).toEqual(['One']);

  await a.page.getByLabel('E-mail').fill(ada.user.email);
  await a.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await a.page.getByRole('button', { name: 'Sign in' }).click();
  await a.isShown();
  await a.hasExactly('To do', ['One', 'Left waiting']);
  await expect(a.told('Ada', 'created', 'Left waiting')).toBeVisible();
  await expect(a.told('Ben', 'created', 'Left waiting')).toHaveCount(0);
});

test('the open list of one’s workspaces follows what happens elsewhere', async ({ stage }) => {
  const { mira, ws, a } = await stage.one([]);
  await a.page.getByRole('button', { name: new RegExp(ws.name) }).first().click();
  const list = a.page.getByRole('menu');
  await expect(list.getByRole('menuitem', { name: 'New workspace' })).toBeVisible();
  const other = await stage.workspace('Nightingale', mira);
  await expect(list.getByText(other.name)).toBeVisible();
});
