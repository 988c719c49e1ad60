import type { Page } from '@playwright/test';
import { PASSWORD, expect, test, unique } from '../support/fixtures';
import { BoardScreen } from '../support/board';

/** Loses the answer to the first request, which the server has done by then unless it is not to hear of it. */
async function loseAnswer(page: Page, path: RegExp, isHeard = true): Promise<void> {
  let lost = false;
  await page.route(path, async (route) => {
    if (lost || route.request().method() !== 'POST') return route.continue();
    lost = true;
    if (isHeard) await route.fetch();
    await route.abort();
  });
}

const NO_ANSWER = 'The server did not answer.';

test('a workspace whose answer was lost is made once, when one presses again, changes it or loads the page anew', async ({ stage }) => {
  stage.watch.expect('network', /\/workspaces$/);
  stage.watch.expect(409, /\/workspaces$/);
  const own = async (person: { call<T>(method: string, path: string): Promise<T> }) => {
    const { items } = await person.call<{ items: { name: string; slug: string }[] }>('GET', '/workspaces');
    return items.map((ws) => `${ws.name} ${ws.slug}`);
  };
  for (const then of ['again', 'changed', 'reload', 'reload, never heard'] as const) {
    await test.step(then, async () => {
      const mira = await stage.person('Mira Solano');
      const page = await stage.page(mira, '/onboarding');
      await loseAnswer(page, /\/workspaces$/, then !== 'reload, never heard');
      let name = unique('Larkfield');
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByRole('button', { name: 'Create workspace' }).click();
      await expect(page.getByText(NO_ANSWER)).toBeVisible();
      const board = new BoardScreen(page);
      if (then === 'reload') {
        // It is there, so that is where one belongs.
        await page.reload();
        await board.isShown();
      } else {
        if (then === 'changed') {
          name = unique('Nightingale');
          await page.getByLabel('Name', { exact: true }).fill(name);
        }
        if (then === 'reload, never heard') {
          await page.reload();
          await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
        }
        await page.getByRole('button', { name: 'Create workspace' }).click();
        await board.isShown();
        await board.hasExactly('To do', ['Invite your team', 'Write the first task', 'Drag this card to Done']);
      }
      expect(await own(mira)).toEqual([`${name} ${name.toLowerCase().replaceAll(' ', '-')}`]);
      // The form is empty for the next one.
      await page.goto('/onboarding?new');
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('');
      await page.context().close();
    });
  }
});

test('a board and an invitation whose answer was lost are made once', async ({ stage }) => {
  stage.watch.expect('network', /\/(boards|invitations)$/);
  stage.watch.expect(409, /\/(boards|invitations)$/);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira, ws.path('/members'));
  await loseAnswer(page, /\/boards$/);
  const dialog = page.getByRole('dialog');
  const openBoard = () => page.getByRole('button', { name: 'New board' }).first().click();
  await openBoard();
  await dialog.getByLabel('Name').fill('Tour');
  await dialog.getByRole('button', { name: 'Create board' }).click();
  await expect(dialog.getByText(NO_ANSWER)).toBeVisible();
  // The page is loaded anew, and the name was wrong.
  await page.reload();
  await openBoard();
  await expect(dialog.getByLabel('Name')).toHaveValue('Tour');
  await dialog.getByLabel('Name').fill('Tour of the north');
  await dialog.getByRole('button', { name: 'Create board' }).click();
  await expect(page.getByRole('heading', { name: 'Tour of the north', level: 1 })).toBeVisible();
  const { boards } = await mira.call<{ boards: { name: string }[] }>('GET', ws.at('/snapshot'));
  expect(boards.map((board) => board.name)).toEqual(['Board', 'Tour of the north']);

  await page.goto(ws.path('/members?invite'));
  await loseAnswer(page, /\/invitations$/);
  const wrong = stage.email('Wrong');
  const right = stage.email('Right');
  await dialog.getByLabel('E-mail address').fill(wrong);
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  await expect(dialog.getByText(NO_ANSWER)).toBeVisible();
  await dialog.getByLabel('E-mail address').fill(right);
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  await expect(dialog.getByLabel(`Invitation link for ${right}`)).toBeVisible();
  const { items } = await mira.call<{ items: { email: string }[] }>('GET', ws.at('/invitations'));
  expect(items.map((one) => one.email), 'nobody is invited by mistake').toEqual([right]);
});

test('a sign-up and a joining whose answer was lost lead in all the same', async ({ stage }) => {
  stage.watch.expect('network', /\/(register|accept)$/);
  stage.watch.expect(409, /\/(register|accept)$/);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const theo = await stage.person('Theo Brandt');
  await stage.workspace('Elsewhere', theo);
  const page = await stage.stranger();
  await loseAnswer(page, /\/register$/);
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Ida Lund');
  await page.getByLabel('E-mail').fill(stage.email('Ida'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText(NO_ANSWER)).toBeVisible();
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();

  const joining = await stage.page(theo);
  await loseAnswer(joining, /\/accept$/);
  await joining.goto(await ws.invite(theo.user.email));
  await expect(joining.getByText(NO_ANSWER)).toBeVisible();
  await joining.getByRole('button', { name: 'Accept and join' }).click();
  await expect(joining).toHaveURL(new RegExp(`/w/${ws.slug}/`));
});
