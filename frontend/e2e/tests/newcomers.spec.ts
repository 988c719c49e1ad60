import { Api } from '../support/api';
import { PASSWORD, expect, test } from '../support/fixtures';
import { Server } from '../support/server';
import { Workspace } from '../support/workspace';

test('who may make an account is said before a form is shown, and an invited person is led where there is a way', async ({ browser }) => {
  const server = await Server.start('http://127.0.0.1:9', { TUTTI_SIGNUP: 'invited' });
  try {
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    // The first account is anybody's.
    await page.goto('/sign-up');
    await expect(page.getByLabel('Your name')).toBeVisible();
    const mira = await Api.register(server.url, 'Mira Solano', 'mira@example.com', PASSWORD);
    const ws = await Workspace.create(mira, 'Larkfield');
    const theo = await ws.invite('theo@example.com');
    const noor = await ws.invite('noor@example.com');

    await page.goto('/sign-in');
    await expect(page.getByText('Accounts are by invitation')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Create an account' })).toHaveCount(0);
    await page.goto('/sign-up');
    await expect(page.getByRole('heading', { name: 'Accounts here are by invitation' })).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
    await page.goto(theo);
    await page.getByRole('link', { name: 'Create account' }).click();
    await expect(page.getByLabel('E-mail')).toHaveValue('theo@example.com');
    await page.getByLabel('Your name').fill('Theo Brandt');
    // The invitation is bound to this address.
    await expect(page.getByLabel('E-mail')).not.toBeEditable();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page).toHaveURL(new RegExp(`/w/${ws.slug}/`));

    await server.restart({ TUTTI_SIGNUP: 'closed' });
    await context.clearCookies();
    await page.goto('/sign-up');
    await expect(page.getByRole('heading', { name: 'Sign-up is closed here' })).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
    await page.goto(noor);
    await expect(page.getByRole('heading', { name: 'Join Larkfield' })).toBeVisible();
    await expect(page.getByText('Sign-up is closed here.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Create account' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await expect(page.getByLabel('E-mail')).toHaveValue('noor@example.com');
    await expect(page.getByRole('link', { name: 'Create an account' })).toHaveCount(0);
  } finally {
    await server.stop();
  }
});
