import { BoardScreen } from '../support/board';
import { expect, test } from '../support/fixtures';
import { Held } from '../support/held';

test('a slow start shows the frame, and moves nothing when it fills', async ({ stage }) => {
  const { mira, ws } = await stage.one(['One']);
  const page = await stage.page(mira);
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await page.route(/\/api\/v1\/(?!realtime)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(ws.boardPath);
  await expect(page.locator('.sidebar .skeleton').first()).toBeVisible();
  await expect(page.locator('.column .skeleton').first()).toBeVisible();
  const place = (what: string) => page.locator(what).first().boundingBox();
  const before = [await place('.sheet'), await place('.sidebar'), await place('.board')];
  answer();
  await new BoardScreen(page).isShown();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  expect([await place('.sheet'), await place('.sidebar'), await place('.board')]).toEqual(before);
});

test('while the program is on its way its mark stands there, and then a way to try again', async ({ stage }) => {
  const page = await stage.stranger();
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  const boot = page.locator('#boot');
  const retry = boot.getByRole('button', { name: 'Retry' });
  await expect(boot.locator('.mark')).toBeVisible();
  await expect(retry).toBeHidden();
  await expect(retry).toBeVisible();
  const again = page.waitForEvent('domcontentloaded');
  await retry.click();
  await again;
  await expect(boot.locator('.mark')).toBeVisible();
  await expect(retry).toBeHidden();
  answer();
  await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await expect(boot).toHaveCount(0);
});

test('a server that fails is no closed door', async ({ stage }) => {
  stage.watch.expect(500, /\/snapshot$/);
  const { mira, ws } = await stage.one(['One']);
  const page = await stage.page(mira);
  const failing = /\/snapshot$/;
  await page.route(failing, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{}' }));
  await page.goto(ws.boardPath);
  await expect(page.getByRole('heading', { name: 'The workspace did not load' })).toBeVisible();
  // It tries again by itself too, so its answer is held until the button is pressed.
  const held = await Held.of(page, 'GET', failing);
  await page.getByRole('button', { name: 'Try again' }).click();
  await (await held.next()).continue();
  await new BoardScreen(page).isShown();
});

test('a page that is left takes back what it asked for', async ({ stage }) => {
  const { mira, ws } = await stage.one(['One']);
  const page = await stage.page(mira, ws.path('/trash'));
  await new BoardScreen(page).isLive();
  const held = await Held.of(page, 'GET', /\/me\/sessions$/);
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  const route = await held.next();
  const ended = page.waitForEvent('requestfailed', (request) => request === route.request());
  await page.getByRole('link', { name: 'Trash', exact: true }).click();
  expect((await ended).failure()?.errorText).toBe('net::ERR_ABORTED');
  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible();
});
