import type { Page } from '@playwright/test';
import type { Api } from '../support/api';
import { BoardScreen } from '../support/board';
import { PASSWORD, expect, test } from '../support/fixtures';

const ENDED = 'Your session has ended. Sign in again to continue.';

async function signIn(page: Page, person: Api) {
  await page.getByLabel('E-mail').fill(person.user.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('who signs in after somebody else signed out of onboarding comes to their own board', async ({ stage }) => {
  const theo = await stage.person('Theo Brandt');
  const zed = await stage.person('Zed Okoro');
  const ws = await stage.workspace('Larkfield', theo);
  const page = await stage.page(zed, '/');
  await expect(page.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await expect(page.getByText(ENDED)).toHaveCount(0);
  await signIn(page, theo);
  await new BoardScreen(page).isShown();
  await expect(page).toHaveURL(new RegExp(ws.boardPath));

  // Nor does an old address keep them there, but another workspace can be made.
  await page.goto('/onboarding');
  await new BoardScreen(page).isShown();
  await page.getByRole('button', { name: /, switch workspace$/ }).click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await expect(page.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(`Second ${ws.slug}`);
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await new BoardScreen(page).isShown();
  await expect(page).toHaveURL(/\/w\/second-/);
});

test('who follows a link before they sign in comes to it with all that stands in it', async ({ stage }) => {
  const theo = await stage.person('Theo Brandt');
  const ws = await stage.workspace('Larkfield', theo);
  const page = await stage.stranger();
  await page.goto(`${ws.boardPath}?priority=high`);
  await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await signIn(page, theo);
  await new BoardScreen(page).isShown();
  await expect(page).toHaveURL(new RegExp(`${ws.boardPath}\\?priority=high$`));
});

test('a session that ends says so, and leads back only its own person', async ({ stage }) => {
  stage.watch.expect(401, /\/api\/v1\//);
  const ada = await stage.person('Ada Lind');
  const ben = await stage.person('Ben Okafor');
  const hers = await stage.workspace('Larkfield', ada);
  const his = await stage.workspace('Elsewhere', ben);
  const page = await stage.page(ada, hers.path('/members'));
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  const { items } = await ada.call<{ items: { id: string; current: boolean }[] }>('GET', '/me/sessions');
  await ada.call('DELETE', `/me/sessions/${items.find((session) => session.current)?.id}`);
  await expect(page.getByText(ENDED)).toBeVisible();
  await signIn(page, ben);
  await new BoardScreen(page).isShown();
  await expect(page).toHaveURL(new RegExp(his.boardPath));
});
