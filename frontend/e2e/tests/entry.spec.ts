import { PASSWORD, expect, test, unique } from '../support/fixtures';
import { BoardScreen } from '../support/board';
import { Workspace } from '../support/workspace';

test('a newcomer signs up, makes a workspace and stands on a live board', async ({ stage }) => {
  const page = await stage.stranger();
  const name = unique('Larkfield');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await page.getByRole('link', { name: 'Create an account' }).click();

  await page.getByLabel('Your name').fill('Mira Solano');
  await page.getByLabel('E-mail').fill(stage.email('Mira'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();

  await expect(page.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await expect(page.getByLabel('Workspace URL', { exact: true })).toHaveValue(name.toLowerCase().replaceAll(' ', '-'));
  await page.getByRole('button', { name: 'Create workspace' }).click();

  const board = new BoardScreen(page);
  await board.isShown();
  await board.hasExactly('To do', ['Invite your team', 'Write the first task', 'Drag this card to Done']);
  for (const column of ['In progress', 'Done', 'Blocked']) await board.hasExactly(column, []);
  await board.isLive();
  await expect(page).toHaveTitle(/Product/);
});

test('the sign-up form says what is wrong and goes there', async ({ stage }) => {
  const page = await stage.stranger();
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Your name')).toBeFocused();
  await expect(page.getByText('Enter your name.')).toBeVisible();
  await expect(page.getByText('Enter your e-mail address.')).toBeVisible();
  await page.getByLabel('Your name').fill('Mira');
  await expect(page.getByText('Enter your name.')).toBeHidden();
  await page.getByLabel('E-mail').fill('mira');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
});

test('a blank in an address stays where it was typed', async ({ stage }) => {
  const page = await stage.stranger();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').pressSequentially('mira@exa mple.com');
  await expect(page.getByLabel('E-mail')).toHaveValue('mira@exa mple.com');
});

test('a known address and a wrong password are told', async ({ stage }) => {
  stage.watch.expect(409, /auth\/register$/);
  stage.watch.expect(401, /auth\/login$/);
  const mira = await stage.person('Mira Solano');
  const page = await stage.stranger();
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Mira Solano');
  await page.getByLabel('E-mail').fill(mira.user.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('This e-mail address already has an account. Sign in instead.')).toBeVisible();

  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(mira.user.email);
  await page.getByLabel('Password', { exact: true }).fill('not the right one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('E-mail and password do not match.')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();
  // Whoever comes next is not shown it.
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue('');
});

test('who is sent to sign in lands where they wanted to go', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.stranger();
  await page.goto(ws.path('/settings'));
  await page.getByLabel('E-mail').fill(mira.user.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(new RegExp(`${ws.path('/settings')}$`));
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('an invitation link brings in a second person, and the first sees them come', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const email = stage.email('Theo');
  const a = await stage.page(mira, ws.path('/members'));
  await a.getByRole('banner').or(a.locator('header')).getByRole('button', { name: 'Invite people' }).first().click();
  const dialog = a.getByRole('dialog', { name: /^Invite people to/ });
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  const link = await dialog.getByLabel('Invitation link').inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(a.getByRole('table', { name: 'Pending invitations' }).getByText(email)).toBeVisible();

  const b = await stage.stranger();
  await b.goto(link);
  await expect(b.getByRole('heading', { name: `Join ${ws.name}` })).toBeVisible();
  await expect(b.getByText('Mira Solano invited you as a member.')).toBeVisible();
  await b.getByRole('link', { name: 'Create account' }).click();
  await expect(b.getByLabel('E-mail')).toHaveValue(email);
  // The invitation is bound to it.
  await expect(b.getByLabel('E-mail')).not.toBeEditable();
  await expect(b.getByText('Your invitation is for this address.')).toBeVisible();
  await b.getByLabel('Your name').fill('Theo Brandt');
  await b.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await b.getByRole('button', { name: 'Create account' }).click();
  const board = new BoardScreen(b);
  await board.isShown();
  await expect(b).toHaveURL(new RegExp(`/w/${ws.slug}/b/`));
  await expect(board.notices.getByText(`You joined ${ws.name}`)).toBeVisible();
  await expect(b.getByRole('heading', { level: 1 })).toBeFocused();

  await expect(a.getByRole('table', { name: 'Members' }).getByText(email)).toBeVisible();
  await expect(a.getByText('Nobody is waiting to join.')).toBeVisible();

  // The same link does not work twice.
  stage.watch.expect(409, /\/invitations\//);
  const c = await stage.stranger();
  await c.goto(link);
  await expect(c.getByRole('heading', { name: 'This invitation can no longer be used' })).toBeVisible();
});

test('an invitation is taken up by whoever is signed in already, and by nobody else', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const theo = await stage.person('Theo Brandt');
  const noor = await stage.person('Noor Haddad');
  const ws = await Workspace.create(mira, unique('Larkfield'));
  const link = await ws.invite(theo.user.email);
  const other = await stage.page(noor, link);
  await expect(other.getByText(`You are signed in as ${noor.user.email}`)).toBeVisible();
  const page = await stage.page(theo, link);
  const board = new BoardScreen(page);
  await board.isShown();
  await expect(board.notices.getByText(`You joined ${ws.name}`)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('a link that differs in its fragment alone takes the place of the one that is open', async ({ stage }) => {
  stage.watch.expect(409, /\/invitations\//);
  stage.watch.expect(404, /\/invitations\//);
  const mira = await stage.person('Mira Solano');
  const first = await Workspace.create(mira, unique('Larkfield'));
  const second = await Workspace.create(mira, unique('Fernhill'));
  const page = await stage.stranger();
  const heading = page.getByRole('heading', { level: 1 });
  await page.goto(await first.invite(stage.email('Theo')));
  await expect(heading).toHaveText(`Join ${first.name}`);
  const email = stage.email('Noor');
  const link = await second.invite(email);
  await page.goto(link);
  await expect(heading).toHaveText(`Join ${second.name}`);
  await page.goto(link.replace(/^.*\/invite/, '/sign-up'));
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await page.goto('/sign-up#');
  await expect(page.getByLabel('E-mail')).toBeEditable();
  await page.goto('/reset#abc');
  await expect(heading).toHaveText('Choose a new password');
  await page.goto('/reset#');
  await expect(heading).toHaveText('This link is not complete');
});

test('a stranger finds no error in the console', async ({ stage }) => {
  const page = await stage.stranger();
  for (const path of ['/', '/sign-in', '/sign-up']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  // The console is checked after every test.
});

test('an address in one’s own workspace that leads nowhere keeps the frame, and leads home', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const sidebar = a.page.getByRole('navigation', { name: 'Workspace' });
  for (const rest of ['/nope', '/members/nope', `/b/${ws.boardId}/nope`]) {
    await a.page.goto(ws.path(rest));
    await expect(a.page.getByRole('heading', { name: 'Not found', level: 1 })).toBeVisible();
    await expect(a.page.getByText('This page does not exist')).toBeVisible();
    await expect(sidebar.getByRole('link', { name: 'Board', exact: true })).toBeVisible();
  }
  await a.page.getByRole('link', { name: `Go to ${ws.name}` }).click();
  await a.isShown();
  // To others it says no more than any other address.
  const stranger = await stage.page(await stage.person('Theo Brandt'), ws.path('/nope'));
  await expect(stranger.getByRole('heading', { name: 'Nothing here for you' })).toBeVisible();
});
