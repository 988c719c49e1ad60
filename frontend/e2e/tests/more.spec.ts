import { expect, test } from '../support/fixtures';

/** More than a board's answer and a page beyond it hold. */
const CARDS = 350;

test('each press below a column of finished cards brings more, also after the board was loaded anew', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const theo = await stage.person('Theo Brandt');
  const ws = await stage.workspace('Larkfield', mira, theo);
  await mira.call('PUT', ws.at(`/boards/${ws.boardId}/members/${theo.user.id}`));
  await ws.fill('Done', CARDS);
  const b = await stage.board(theo, ws);
  const more = (count: number) => b.column('Done').getByRole('button', { name: `Show ${count} more` });
  await more(150).click();
  await expect(more(50)).toBeVisible();

  // Another role is another workspace, so all of it is loaded again.
  const loaded = b.page.waitForResponse(new RegExp(`/boards/${ws.boardId}$`));
  await mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { role: 'guest' });
  await loaded;
  await more(150).click();
  await expect(more(50)).toBeVisible();
  await more(50).click();
  await expect(b.column('Done').getByRole('button', { name: /^Show \d+ more$/ })).toHaveCount(0);
  expect((await ws.board()).tasks.length, 'they come from the server by pages').toBeLessThan(CARDS);
});
