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
  stage.watch.expectText(/^TypeError: Failed to fetch/);
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

test('a stranger whose way in is gone is offered the new version too', async ({ stage }) => {
  expectGone(stage);
  const page = await stage.stranger();
  await upgrade(page);
  await page.route(PARTS, (route) => (/tutti_bg\.wasm$/.test(route.request().url()) ? route.continue() : route.fulfill({ status: 404 })));
  await page.goto('/sign-in');
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
  await new BoardScreen(page).isShown();
  await expect(dialog).toHaveCount(0);
});
