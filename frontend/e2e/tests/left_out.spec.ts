import { expect, test } from '../support/fixtures';

/** Twice as many events as tasks, half of which carry this text: more than a resume brings back. */
const TASKS = 60;
const TEXT = 'x'.repeat(20_000);

test('a board on which too much was missed is loaded anew, and nothing else is', async ({ stage }) => {
  stage.watch.expect('network', /\/(api\/v1|assets)\//);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  await ws.add('To do', 'One');
  const a = await stage.board(mira, ws, { baseURL: stage.gateway.url });
  await a.isLive();
  stage.gateway.goAway();
  await a.isLinked('Offline');
  await a.create('To do', 'Mine');
  const tasks = await ws.add('To do', ...Array.from({ length: TASKS }, (_, n) => `Missed ${n + 1}`));
  const ids = tasks.map((task) => task.id);
  await mira.call('POST', ws.at('/tasks/bulk'), { ids, patch: { description: TEXT } });
  const asked: string[] = [];
  a.page.on('request', (request) => asked.push(new URL(request.url()).pathname));

  // Pages of polling are as many as it takes, and leave nothing out for being too much.
  await a.page.route(/\/events\?/, (route) => route.abort());
  stage.gateway.clear();
  await a.isLive();
  await expect(a.page.getByRole('img', { name: `${TASKS + 2} tasks` })).toBeVisible();
  await expect(a.titles('To do').filter({ hasText: 'Missed 2' })).toBeVisible();
  await expect(a.told('added a description to', 'or more tasks')).toBeVisible();
  await expect(a.page.getByRole('button', { name: 'Show older' })).toBeVisible();
  expect(asked.filter((path) => /\/boards\/[^/]+$/.test(path))).toHaveLength(1);
  expect(asked.filter((path) => path.endsWith('/snapshot'))).toEqual([]);
  // It stands on the page before the server has it.
  await expect.poll(async () => (await ws.titles('To do')).filter((title) => title === 'Mine')).toHaveLength(1);
});
