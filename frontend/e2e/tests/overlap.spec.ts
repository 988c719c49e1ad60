import type { Page } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { PASSWORD, expect, test } from '../support/fixtures';
import { Held, letGo } from '../support/held';

/** Begins to make a board in a dialog; what it gives goes on with that, which needs the same page to be there still. */
async function beginBoard(page: Page): Promise<() => Promise<void>> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'New board' }).first().click();
  await dialog.getByLabel('Name').fill('Tour');
  return async () => {
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await dialog.getByRole('button', { name: 'Create board' }).click();
    await expect(page.getByRole('heading', { name: 'Tour', level: 1 })).toBeVisible();
  };
}

for (const outcome of ['fails', 'comes'] as const) {
  test(`a workspace that came by a second request stays as it is when the first ${outcome} late`, async ({ stage }) => {
    stage.watch.expect('network', /\/snapshot$/);
    const mira = await stage.person('Mira Solano');
    const ws = await stage.workspace('Larkfield', mira);
    const page = await stage.page(mira);
    let sockets = 0;
    page.on('websocket', () => (sockets += 1));
    const held = await Held.of(page, 'GET', /\/snapshot$/);
    await page.goto(ws.boardPath);
    const first = await held.next();
    await page.getByRole('button', { name: 'Retry' }).click();
    await (await held.next()).continue();
    const board = new BoardScreen(page);
    await board.isShown();
    await board.isLive();
    const goOn = await beginBoard(page);
    await letGo(page, first, (route) => (outcome === 'fails' ? route.abort() : route.continue()));
    await goOn();
    expect(sockets).toBe(1);
  });
}

test('a session that came by one try does not begin again by the one before', async ({ stage }) => {
  stage.watch.expect('network', /\/auth\/refresh$/);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira);
  await page.route(/\/auth\/refresh$/, (route) => route.abort());
  const held = await Held.of(page, 'GET', /\/workspaces$/);
  await page.goto(ws.boardPath);
  await expect(page.getByRole('heading', { name: 'Tutti does not answer' })).toBeVisible();
  await page.unroute(/\/auth\/refresh$/);
  await page.getByRole('button', { name: 'Try again' }).click();
  const first = await held.next();
  await page.getByRole('button', { name: 'Try again' }).click();
  await (await held.next()).continue();
  await new BoardScreen(page).isShown();
  const goOn = await beginBoard(page);
  await letGo(page, first, (route) => route.continue());
  await goOn();
});

test('an invitation that was found stays when an earlier request for it fails', async ({ stage }) => {
  stage.watch.expect('network', /\/invitations\//);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const link = await ws.invite(stage.email('Noor'));
  const page = await stage.stranger();
  const held = await Held.of(page, 'GET', /\/invitations\/[^/]+$/);
  await page.goto(link);
  const first = await held.next();
  await page.getByRole('button', { name: 'Retry' }).click();
  await (await held.next()).continue();
  const way = page.getByRole('link', { name: 'Create account' });
  await way.focus();
  await letGo(page, first, (route) => route.abort());
  await expect(way).toBeFocused();
});

test('an older list of sessions does not overwrite a newer one', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira);
  const held = await Held.of(page, 'GET', /\/me\/sessions$/);
  await page.goto(ws.path('/account'));
  const first = await held.next();
  const older = await first.fetch();
  const { items } = await older.json();
  const elsewhere = await stage.stranger();
  await elsewhere.goto('/sign-in');
  await elsewhere.getByLabel('E-mail').fill(mira.user.email);
  await elsewhere.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await new BoardScreen(elsewhere).isShown();
  await page.getByRole('button', { name: 'Retry' }).click();
  await (await held.next()).continue();
  const rows = page.locator('section', { has: page.getByRole('heading', { name: 'Where you are signed in' }) }).locator('tbody tr');
  await expect(rows).toHaveCount(items.length + 1);
  await letGo(page, first, (route) => route.fulfill({ response: older }));
  await expect(rows).toHaveCount(items.length + 1);
});

test('an older list of invitations does not overwrite a newer one', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira);
  const held = await Held.of(page, 'GET', /\/invitations(\?|$)/);
  await page.goto(ws.path('/members'));
  const first = await held.next();
  const older = await first.fetch();
  const email = stage.email('Noor');
  await ws.invite(email);
  await (await held.next()).continue();
  const row = page.getByRole('table', { name: 'Pending invitations' }).getByText(email);
  await expect(row).toBeVisible();
  await letGo(page, first, (route) => route.fulfill({ response: older }));
  await expect(row).toBeVisible();
});
