import { BoardScreen } from '../support/board';
import { type Stage, expect, test } from '../support/fixtures';

/** Two tabs of one browser on one board, behind the gateway, which has just gone away. */
async function twoTabsOffline(stage: Stage) {
  stage.watch.expect('network', /\/(api\/v1|assets)\//);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  await ws.add('To do', 'One', 'Two');
  const context = await stage.contextOf(mira, { baseURL: stage.gateway.url });
  const open = async () => {
    const tab = new BoardScreen(await context.newPage());
    await tab.open(ws.boardPath);
    await tab.isLive();
    return tab;
  };
  const [a, b] = [await open(), await open()];
  stage.gateway.goAway();
  for (const tab of [a, b]) await tab.isLinked('Offline');
  return { ws, a, b, open };
}

test('two tabs without a network: what both did is sent, each change once', async ({ stage }) => {
  const { ws, a, b } = await twoTabsOffline(stage);
  await a.create('To do', 'From the first');
  await b.create('To do', 'From the second');
  await a.create('In progress', 'The first again');
  stage.gateway.clear();
  for (const tab of [a, b]) await tab.isLive();
  await expect.poll(async () => (await ws.titles('To do')).sort()).toEqual(['From the first', 'From the second', 'One', 'Two']);
  await expect.poll(() => ws.titles('In progress')).toEqual(['The first again']);
  for (const tab of [a, b]) await tab.hasExactly('In progress', ['The first again']);
});

test('what a closed tab had waiting is shown and sent by the one that stays', async ({ stage }) => {
  const { ws, a, b } = await twoTabsOffline(stage);
  await a.create('To do', 'From the first');
  await b.create('To do', 'From the second');
  await b.page.close();
  await expect(a.titles('To do')).toHaveCount(4);
  await expect(a.page.getByText('You are offline. 2 changes are kept here and will be sent when you are back online.')).toBeVisible();
  stage.gateway.clear();
  await a.isLive();
  await expect.poll(async () => (await ws.titles('To do')).sort()).toEqual(['From the first', 'From the second', 'One', 'Two']);
});

test('what was waiting when all tabs were closed is sent by the next', async ({ stage }) => {
  const { ws, a, b, open } = await twoTabsOffline(stage);
  await a.create('To do', 'From the first');
  await b.create('To do', 'From the second');
  await a.page.close();
  await b.page.close();
  stage.gateway.clear();
  const next = await open();
  await expect.poll(async () => (await ws.titles('To do')).sort()).toEqual(['From the first', 'From the second', 'One', 'Two']);
  await expect(next.titles('To do')).toHaveCount(4);
});
