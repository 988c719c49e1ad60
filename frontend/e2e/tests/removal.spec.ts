import { Refused } from '../support/api';
import { expect, test } from '../support/fixtures';
import { tell, took } from '../support/wait';

test('who is removed loses the open page at once, and is told', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { b, ws, mira, theo } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/members'));
  await a.getByRole('button', { name: 'More for Theo Brandt' }).click();
  await a.getByRole('menuitem', { name: 'Remove from workspace' }).click();
  const dialog = a.getByRole('dialog', { name: 'Remove Theo Brandt?' });
  await expect(dialog).toBeVisible();
  const ms = await took(async () => {
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(b.title('One')).toHaveCount(0);
  });
  tell('from Remove to no access', ms);
  await expect(b.page.getByRole('heading', { name: `You are no longer a member of ${ws.name}` })).toBeVisible();
  await expect(a.getByRole('table', { name: 'Members' }).getByText(theo.user.email)).toHaveCount(0);
  const denied = await theo.call('GET', ws.at('/snapshot')).catch((error: unknown) => error);
  expect(denied).toBeInstanceOf(Refused);
  expect((denied as Refused).status).toBe(404);
  // Coming back by the address shows nothing either.
  await b.page.goto(ws.boardPath);
  await expect(b.page.getByText('Nothing here for you')).toBeVisible();
});

test('who is removed from one workspace is led to the next', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const mira = await stage.person('Mira Solano');
  const theo = await stage.person('Theo Brandt');
  const own = await stage.workspace('Own', theo);
  const ws = await stage.workspace('Larkfield', mira, theo);
  const b = await stage.board(theo, ws);
  await mira.call('DELETE', ws.at(`/members/${theo.user.id}`));
  await expect(b.page.getByRole('heading', { name: `You are no longer a member of ${ws.name}` })).toBeVisible();
  await b.page.getByRole('button', { name: `Go to ${own.name}` }).click();
  await expect(b.page).toHaveURL(new RegExp(own.path('/b/')));
  await b.isShown();
});

test('who is suspended is out, and in again when let back', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { b, ws, theo, mira } = await stage.two('One');
  await mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { suspended: true });
  await expect(b.page.getByRole('heading', { name: `You are no longer a member of ${ws.name}` })).toBeVisible();
  await mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { suspended: false });
  await b.page.getByRole('button', { name: `Go to ${ws.name}` }).click();
  await b.isShown();
  await b.isLive();
});
