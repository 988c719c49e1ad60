import { expect, test } from '../support/fixtures';
import { tell, took } from '../support/wait';

test('the server is killed and started again: nothing is lost, nothing is doubled, both pages are current', async ({ stage }) => {
  stage.watch.expect('network', /\/api\/v1\/|\/assets\//);
  const { a, b, ws } = await stage.two('One', 'Two');
  await Promise.all([a, b].map(({ page }) => page.evaluate(() => Object.assign(window, { isSame: true }))));

  // The kill comes while changes of both are on their way.
  const writing = Promise.all([a.create('To do', 'A1', 'A2', 'A3'), b.create('Blocked', 'B1', 'B2', 'B3')]);
  await a.title('A1').waitFor();
  await stage.server.kill();
  await writing;
  // And some are made while it is away.
  await a.create('In progress', 'While away');
  await b.title('One').focus();
  await b.page.keyboard.press('Delete');

  await expect(a.link('Live')).toBeHidden();
  await stage.server.run();
  const back = await took(() => Promise.all([a.isLive(), b.isLive()]));
  tell('from ready again to Live on both', back);

  for (const screen of [a, b]) {
    await screen.leave();
    await screen.hasExactly('In progress', ['While away']);
    await expect(screen.titles('To do')).toHaveCount(4);
    await expect(screen.titles('Blocked')).toHaveCount(3);
  }
  const todo = await ws.titles('To do');
  expect([...todo].sort()).toEqual(['A1', 'A2', 'A3', 'Two']);
  expect([...(await ws.titles('Blocked'))].sort()).toEqual(['B1', 'B2', 'B3']);
  for (const screen of [a, b]) {
    await screen.hasExactly('To do', todo);
    await screen.hasExactly('Blocked', await ws.titles('Blocked'));
    expect(await screen.page.evaluate(() => 'isSame' in window), 'without a reload').toBe(true);
  }
});
