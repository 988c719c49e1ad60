import type { Page } from '@playwright/test';
import { PASSWORD, expect, test, unique } from '../support/fixtures';
import { within } from '../support/within';

/** Holds the answer to the next POST to `path`. It was heard once `asked` is over; `answer` lets the answer go. */
async function hold(page: Page, path: RegExp) {
  let isAsked = () => {};
  let answer = () => {};
  const asked = new Promise<void>((is) => (isAsked = is));
  const letGo = new Promise<void>((is) => (answer = is));
  await page.route(path, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const response = await route.fetch();
    isAsked();
    await letGo;
    await route.fulfill({ response });
  });
  return { asked: () => within(asked, `nobody asked for ${path}`), answer };
}

test('who closes a dialog before its answer stays where they are, and the next board is another', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira, ws.path('/members'));
  const held = await hold(page, /\/boards$/);
  const dialog = page.getByRole('dialog');
  const make = async (name: string) => {
    await page.getByRole('button', { name: 'New board' }).first().click();
    await expect(dialog.getByLabel('Name')).toHaveValue('');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Create board' }).click();
  };
  await make('Tour');
  await held.asked();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Invite people' }).first().click();
  const answered = page.waitForResponse(/\/boards$/);
  held.answer();
  await answered;
  await expect(page.getByRole('link', { name: 'Tour' }).first()).toBeVisible();
  await expect(dialog.getByLabel('E-mail address')).toBeFocused();
  await expect(page).toHaveURL(/\/members/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: /^Drafts/ })).toHaveCount(0);

  await make('Archive');
  await expect(page.getByRole('heading', { name: 'Archive', level: 1 })).toBeVisible();
  const { boards } = await mira.call<{ boards: { name: string }[] }>('GET', ws.at('/snapshot'));
  expect(boards.map((board) => board.name)).toEqual(['Board', 'Tour', 'Archive']);
});

test('who goes back before their workspace is made is not taken into it', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira, '/onboarding?new');
  const held = await hold(page, /\/workspaces$/);
  const name = unique('Later');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await held.asked();
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page).toHaveURL(new RegExp(ws.path('/')));
  // The menu lists what is known as it is opened: the first board is set up, and the list asked for anew, before that has it.
  const listed = page.waitForResponse(/\/workspaces\?limit=/);
  held.answer();
  await (await listed).finished();
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  await page.getByRole('button', { name: /, switch workspace$/ }).first().click();
  await expect(page.getByRole('menu', { name: /, switch workspace$/ }).getByText(name)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(ws.path('/')));
});

test('a page that is left while it waits to sign up takes a refusal', async ({ stage }) => {
  stage.watch.expect(403, /\/auth\//);
  stage.watch.expect(401, /\/auth\//);
  const page = await stage.stranger();
  const problem = { type: 'urn:tutti:problem:signup_closed', title: 'Closed', status: 403, code: 'signup_closed', request_id: '' };
  let answer = () => {};
  const letGo = new Promise<void>((is) => (answer = is));
  await page.route(/\/auth\/register$/, async (route) => {
    await letGo;
    await route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  });
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Ida Lund');
  const email = stage.email('Ida');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const asked = page.waitForRequest(/\/auth\/register$/);
  await page.getByRole('button', { name: 'Create account' }).click();
  await asked;
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  const answered = page.waitForResponse(/\/auth\/register$/);
  answer();
  await answered;
  // The program still runs: it asks for what is missing.
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#broken')).toBeHidden();
});
