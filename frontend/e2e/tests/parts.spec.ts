import type { Page } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { type Stage, expect, test } from '../support/fixtures';

const PARTS = /\/assets\/.+\.wasm$/;

/** What the browser and the loader say of a part that is gone. */
function expectGone(stage: Stage): void {
  stage.watch.expect(404, PARTS);
  stage.watch.expectText(/^TypeError: Failed to execute 'compile' on 'WebAssembly'/);
}

/** From here on the server has no part of this page's version any more, as after an upgrade. */
async function upgrade(page: Page): Promise<void> {
  await page.route(PARTS, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.route((url) => url.pathname === '/', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/(name="build" content=")[^"]+/, '$1another');
    await route.fulfill({ response: answer, body });
  });
}

test('after an upgrade each page whose part is gone offers the new version, and leads there', async ({ stage }) => {
  expectGone(stage);
  const { mira, ws } = await stage.one(['One']);
  const board = await stage.board(mira, ws);
  const { page } = board;
  // What the board fetches ahead is there before the upgrade; the rest is not.
  for (const [name, path] of [['Members', '/members'], ['Settings', '/settings'], ['You', '/account']] as const) {
    await upgrade(page);
    const links = page.locator(`a[href="${ws.path(path)}"]:visible`);
    await links.first().click();
    await expect(page.getByText('A new version of Tutti is ready'), name).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${ws.path(path)}$`));
    // The rest of the page still answers.
    await page.getByRole('link', { name: 'Product' }).or(page.locator(`a[href="${ws.boardPath}"]`)).first().click();
    await board.isShown();
    await page.goBack();
    await expect(page.getByText('A new version of Tutti is ready')).toBeVisible();
    await page.unrouteAll({ behavior: 'wait' });
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByText('A new version of Tutti is ready')).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`${ws.path(path)}$`));
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).not.toHaveText('Not loaded');
    await board.open(ws.boardPath);
  }
});

test('a page whose part is out of reach says so while nobody answers, and comes by itself once somebody does', async ({ stage }) => {
  stage.watch.expect('network', /./);
  const { mira, ws } = await stage.one(['One']);
  const board = await stage.board(mira, ws);
  const { page } = board;
  await page.route((url) => PARTS.test(url.pathname) || url.pathname === '/', (route) => route.abort());
  await page.locator(`a[href="${ws.path('/settings')}"]:visible`).first().click();
  await expect(page.getByText('This page could not be loaded')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  const stayed = await page.evaluateHandle(() => document);
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  expect(await stayed.evaluate((before) => before === document), 'it was not loaded anew').toBe(true);
});

test('a part that breaks off on its way comes with the next try, and nobody is told', async ({ stage }) => {
  stage.watch.expect('network', PARTS);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const { page } = await stage.board(mira, ws, { baseURL: stage.gateway.url });
  const broken = stage.gateway.breakOff(/^GET \S+split_office\.wasm/);
  await page.locator(`a[href="${ws.path('/settings')}"]:visible`).first().click();
  await broken;
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('a menu and a dialog whose part is out of reach say so, and open once it comes', async ({ stage }) => {
  stage.watch.expect('network', /split_layers|\/$/);
  const { mira, ws } = await stage.one(['One']);
  const page = await stage.page(mira);
  await page.route((url) => /split_layers\.wasm$/.test(url.pathname) || url.pathname === '/', (route) => route.abort());
  const board = new BoardScreen(page);
  await board.open(ws.boardPath);
  const options = page.getByRole('button', { name: 'To do options' });
  await options.click();
  await expect(page.getByText('This could not be opened')).toBeVisible();
  await expect(options).toHaveAttribute('aria-expanded', 'false');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('This could not be opened')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByText('This could not be opened')).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await options.click();
  await page.getByRole('menuitem', { name: 'Edit column' }).click();
  await expect(page.getByRole('dialog', { name: 'Edit column' }).getByLabel('Name')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(options).toBeFocused();
});

test('after an upgrade a dialog whose part is gone offers the new version', async ({ stage }) => {
  expectGone(stage);
  const { mira, ws } = await stage.one(['One']);
  const page = await stage.page(mira);
  await page.route(/split_layers\.wasm$/, (route) => route.abort());
  stage.watch.expect('network', /split_layers/);
  const board = new BoardScreen(page);
  await board.open(ws.boardPath);
  await upgrade(page);
  await page.keyboard.press('?');
  await expect(page.getByText('A new version of Tutti is ready')).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  const loaded = page.waitForEvent('domcontentloaded');
  await page.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await board.isShown();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

/** Keeps the menus and dialogs back until it is told to let them go. */
async function holdLayers(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((go) => (letGo = go));
  await page.route(/split_layers\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test('no key is lost while the bar over the marked cards is loading', async ({ stage }) => {
  const { mira, ws } = await stage.one(['One', 'Two', 'Three']);
  const page = await stage.page(mira);
  const letGo = await holdLayers(page);
  const board = new BoardScreen(page);
  await board.open(ws.boardPath);
  await board.title('One').focus();
  for (const key of ['x', 'ArrowDown', 'ArrowDown', 'x']) await page.keyboard.press(key);
  for (const title of ['One', 'Three']) await expect(board.card(title).getByRole('img', { name: 'Selected' })).toBeVisible();
  letGo();
  await expect(page.getByRole('toolbar', { name: '2 tasks selected' })).toBeVisible();
});

test('nothing opens of which one turned away while it was loading', async ({ stage }) => {
  const { mira, ws } = await stage.one(['One']);
  const page = await stage.page(mira);
  const letGo = await holdLayers(page);
  const board = new BoardScreen(page);
  await board.open(ws.boardPath);
  const options = page.getByRole('button', { name: 'To do options' });
  const isWanted = (is: boolean) => expect(options).toHaveAttribute('aria-expanded', String(is));
  await options.click();
  await isWanted(true);
  await options.click();
  await isWanted(false);
  await options.click();
  await isWanted(true);
  await page.keyboard.press('Escape');
  await isWanted(false);
  await options.click();
  await isWanted(true);
  await page.getByRole('heading', { level: 1 }).click();
  await isWanted(false);
  // The board is left while its menu is on its way.
  await options.click();
  await page.locator(`a[href="${ws.path('/members')}"]:visible`).first().evaluate((link: HTMLElement) => link.click());
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  letGo();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('what stands beside a part lets go of its draft when one leaves', async ({ stage }) => {
  const { mira, ws } = await stage.one(['One']);
  const page = await stage.page(mira, ws.path('/settings'));
  await page.getByRole('main').getByLabel('Name', { exact: true }).fill('Larkfield and sons');
  await page.locator(`a[href="${ws.boardPath}"]:visible`).first().click();
  await new BoardScreen(page).isShown();
  await expect(page.locator(`a[href="${ws.path('/drafts')}"]:visible`).first()).toBeVisible();
});

test('who signs out and whose way in is gone is offered the new version too', async ({ stage }) => {
  expectGone(stage);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira, ws.path('/account'));
  const signOut = page.getByRole('button', { name: 'Sign out of this browser' });
  await expect(signOut).toBeVisible();
  await upgrade(page);
  await signOut.click();
  await expect(page.getByText('A new version of Tutti is ready')).toBeVisible();
});

test('a program that broke says so over everything, and loads anew', async ({ stage }) => {
  const { mira, ws } = await stage.one(['One']);
  const board = await stage.board(mira, ws);
  const { page } = board;
  stage.watch.expectText(/RuntimeError: unreachable/);
  // As the browser tells of a trap in the program, whatever the reason.
  await page.evaluate(() => {
    const broken = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11]));
    const trap = new WebAssembly.Instance(broken).exports.t as () => void;
    setTimeout(trap);
  });
  const dialog = page.getByRole('dialog', { name: 'Something broke' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Reload' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Reload' }).click();
  await expect(dialog).toHaveCount(0);
  await new BoardScreen(page).isShown();
});
