import type { Page } from '@playwright/test';
import type { Api } from '../support/api';
import { PASSWORD, expect, test } from '../support/fixtures';

const NEW = 'eight calm bassoons';

async function signIn(page: Page, person: Api, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(person.user.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a password is changed by its owner, and the other sessions end', async ({ stage }) => {
  stage.watch.expect(422, /\/me\/password$/);
  stage.watch.expect(401, /\/api\/v1\//);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const other = await stage.stranger();
  await signIn(other, mira, PASSWORD);
  await expect(other.getByRole('button', { name: /, switch workspace$/ })).toBeVisible();

  const page = await stage.page(mira, ws.path('/account'));
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change password' });
  await expect(dialog.getByLabel('Current password')).toBeFocused();
  await dialog.getByLabel('Current password').fill('not this one');
  await dialog.getByLabel('New password').fill('short');
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog.getByLabel('New password')).toBeFocused();
  await dialog.getByLabel('New password').fill(NEW);
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog.getByLabel('Current password')).toBeFocused();
  await expect(dialog.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Current password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed')).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Change password' })).toBeFocused();
  await expect(page.getByRole('table', { name: 'Where you are signed in' }).getByRole('row')).toHaveCount(2);

  await expect(other.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await signIn(other, mira, PASSWORD);
  await expect(other.getByText('E-mail and password do not match.')).toBeVisible();
  await signIn(other, mira, NEW);
  await expect(other.getByRole('button', { name: /, switch workspace$/ })).toBeVisible();
});

test('who forgot it is told whom to ask, and sets a new one by the operator’s link, once', async ({ stage }) => {
  stage.watch.expect(409, /\/auth\/password\/reset$/);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.stranger();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Forgot password?' }).click();
  await expect(page.getByText('tutti admin reset-link')).toBeVisible();

  const link = await stage.server.command('admin', 'reset-link', mira.user.email);
  await page.goto(link);
  await page.getByLabel('New password').fill(NEW);
  await page.getByRole('button', { name: 'Save password' }).click();
  await expect(page.getByText('Your new password is set')).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in$/);
  await signIn(page, mira, NEW);
  await expect(page).toHaveURL(new RegExp(ws.path('/')));

  const again = await stage.stranger();
  await again.goto(link);
  await again.getByLabel('New password').fill('nine late trombones');
  await again.getByRole('button', { name: 'Save password' }).click();
  await expect(again.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await again.goto('/reset');
  await expect(again.getByRole('heading', { name: 'This link is not complete' })).toBeVisible();
});
