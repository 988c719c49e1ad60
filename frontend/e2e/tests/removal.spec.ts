import { Refused } from '../support/api';
import { BoardScreen } from '../support/board';
import { type Stage, expect, test } from '../support/fixtures';
import { Held, letGo } from '../support/held';
import { tell, took } from '../support/wait';

/** A member of somebody's workspace who has one of their own, on the other's board. */
async function memberWithOwn(stage: Stage) {
  const mira = await stage.person('Mira Solano');
  const theo = await stage.person('Theo Brandt');
  const own = await stage.workspace('Own', theo);
  const ws = await stage.workspace('Larkfield', mira, theo);
  const b = await stage.board(theo, ws);
  return { mira, theo, own, ws, b };
}

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
  const { mira, theo, own, ws, b } = await memberWithOwn(stage);
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

test('a workspace that suspended somebody stands in their menu as such, and a press says what it means', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { mira, theo, own, ws, b } = await memberWithOwn(stage);
  await mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { suspended: true });
  await b.page.getByRole('button', { name: `Go to ${own.name}` }).click();
  await expect(b.page).toHaveURL(new RegExp(own.path('/b/')));
  await b.page.getByRole('button', { name: /, switch workspace$/ }).first().click();
  const menu = b.page.getByRole('menu', { name: /, switch workspace$/ });
  await menu.getByRole('menuitem', { name: `${ws.name} suspended` }).click();
  await expect(b.page.getByText(`You are suspended in ${ws.name}`)).toBeVisible();
});

test('who left, came back and is removed then is told', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { mira, theo, own, ws, b } = await memberWithOwn(stage);
  await b.page.locator(`a[href="${ws.path('/settings')}"]:visible`).first().click();
  await b.page.getByRole('button', { name: 'Leave workspace' }).click();
  await b.page.getByRole('dialog').getByRole('button', { name: 'Leave workspace' }).click();
  await expect(b.page).toHaveURL(new RegExp(own.path('/b/')));
  const told = b.page.waitForResponse(async (answer) => /\/me\/changes/.test(answer.url()) && (await answer.text()).includes(ws.id));
  await ws.join(theo);
  await told;
  await b.page.getByRole('button', { name: /, switch workspace$/ }).first().click();
  await b.page.getByRole('menu', { name: /, switch workspace$/ }).getByText(ws.name).click();
  await expect(b.page).toHaveURL(new RegExp(ws.path('/b/')));
  await b.isLive();
  await mira.call('DELETE', ws.at(`/members/${theo.user.id}`));
  await expect(b.page.getByRole('heading', { name: `You are no longer a member of ${ws.name}` })).toBeVisible();
});

for (const way of ['Leave workspace', 'Delete workspace']) {
  test(`who goes elsewhere before the answer stays there: ${way}`, async ({ stage }) => {
    stage.watch.expect(404, /\/api\/v1\//);
    const mira = await stage.person('Mira Solano');
    const theo = await stage.person('Theo Brandt');
    const own = await stage.workspace('Own', theo);
    const isDeleted = way === 'Delete workspace';
    const ws = isDeleted ? await stage.workspace('Larkfield', theo) : await stage.workspace('Larkfield', mira, theo);
    const { page } = await stage.board(theo, ws);
    await page.locator(`a[href="${ws.path('/settings')}"]:visible`).first().click();
    const held = await Held.of(page, 'DELETE', /\/workspaces\//);
    await page.getByRole('button', { name: way }).click();
    const dialog = page.getByRole('dialog');
    if (isDeleted) await dialog.getByRole('textbox').fill(ws.name);
    await dialog.getByRole('button', { name: way }).click();
    const end = await held.next();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /, switch workspace$/ }).first().click();
    await page.getByRole('menu', { name: /, switch workspace$/ }).getByText(own.name).click();
    await page.locator(`a[href="${own.path('/settings')}"]:visible`).first().click();
    await expect(page).toHaveURL(new RegExp(own.path('/settings')));
    const lists = await Held.of(page, 'GET', /\/workspaces$/);
    await letGo(page, end, (route) => route.continue());
    await expect(page.getByText(isDeleted ? `${ws.name} was deleted` : `You left ${ws.name}`)).toBeVisible();
    await letGo(page, await lists.next(), (route) => route.continue());
    await expect(page).toHaveURL(new RegExp(own.path('/settings')));
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  });
}

test('who goes elsewhere and comes back before the answer is told once that they left', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { own, ws, b } = await memberWithOwn(stage);
  const go = async (to: string) => {
    await b.page.getByRole('button', { name: /, switch workspace$/ }).first().click();
    await b.page.getByRole('menu', { name: /, switch workspace$/ }).getByText(to).click();
  };
  await b.page.locator(`a[href="${ws.path('/settings')}"]:visible`).first().click();
  const held = await Held.of(b.page, 'DELETE', /\/workspaces\//);
  await b.page.getByRole('button', { name: 'Leave workspace' }).click();
  await b.page.getByRole('dialog').getByRole('button', { name: 'Leave workspace' }).click();
  const end = await held.next();
  await b.page.keyboard.press('Escape');
  await go(own.name);
  await expect(b.page).toHaveURL(new RegExp(own.path('/b/')));
  await go(ws.name);
  await expect(b.page).toHaveURL(new RegExp(ws.path('/b/')));
  await b.isLive();
  await letGo(b.page, end, (route) => route.continue());
  await expect(b.page.getByText(`You left ${ws.name}`)).toBeVisible();
  await expect(b.page).toHaveURL(new RegExp(own.path('/b/')));
  await b.isShown();
});

test('who found nothing and is let back in is led to the workspace, not to making one', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const mira = await stage.person('Mira Solano');
  const theo = await stage.person('Theo Brandt');
  const ws = await stage.workspace('Larkfield', mira, theo);
  const suspend = (suspended: boolean) => mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { suspended });
  await suspend(true);
  const b = new BoardScreen(await stage.page(theo, '/nowhere'));
  await expect(b.page.getByRole('heading', { name: 'Nothing here for you' })).toBeVisible();
  // It is shown before the list of workspaces is there, which is to be the one of before.
  await b.page.waitForLoadState('networkidle');
  await suspend(false);
  await b.page.getByRole('button', { name: 'Go to your workspaces' }).click();
  await b.isShown();
  await b.isLive();
  // The same from the workspace's own address.
  await suspend(true);
  await expect(b.page.getByRole('heading', { name: `You are no longer a member of ${ws.name}` })).toBeVisible();
  await b.page.goto(ws.boardPath);
  await expect(b.page.getByRole('heading', { name: 'Nothing here for you' })).toBeVisible();
  // It is shown before the list of workspaces is there, which is to be the one of before.
  await b.page.waitForLoadState('networkidle');
  await suspend(false);
  await b.page.getByRole('button', { name: 'Go to your workspaces' }).click();
  await b.isShown();
});
