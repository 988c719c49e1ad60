import type { Page } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { PASSWORD, type Stage, expect, test } from '../support/fixtures';
import type { Workspace } from '../support/workspace';

/** A board holds no more. */
const MOST_COLUMNS = 30;

/** One person's window on a board of one workspace, and another workspace of theirs. */
async function twoWorkspaces(stage: Stage, ...titles: string[]) {
  const { mira, ws, a } = await stage.one(titles);
  const other = await stage.workspace('Quiet', mira);
  await a.page.reload();
  await a.isLive();
  return { mira, ws, other, a };
}

/** Goes to another workspace by keys, so that the mouse stays where it is. */
async function switchTo(page: Page, workspace: Workspace): Promise<void> {
  await page.getByRole('button', { name: /, switch workspace$/ }).press('Enter');
  await page.getByRole('menuitemradio', { name: workspace.name }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/w/${workspace.slug}/`));
  // The address may be ahead of what is shown, and the one before was live too.
  await expect(page.getByRole('button', { name: `${workspace.name}, switch workspace` })).toBeVisible();
  await new BoardScreen(page).isLive();
}

/** Lets no change of a workspace through until it is told to. */
async function holdBack(page: Page, workspace: Workspace): Promise<() => Promise<void>> {
  const changes = (url: URL) => url.pathname.includes(`/workspaces/${workspace.id}/`);
  await page.route(changes, (route) => (route.request().method() === 'GET' ? route.continue() : route.abort()));
  return () => page.unroute(changes);
}

async function remove(a: BoardScreen, title: string): Promise<void> {
  await a.title(title).focus();
  await a.page.keyboard.press('Delete');
  await expect(a.title(title)).toHaveCount(0);
  // The way back is offered for some seconds, but longer while the mouse is on it.
  await a.notices.getByRole('button', { name: /^Undo/ }).hover();
}

test('what was deleted in one workspace is taken back from another, and Undone is said once it is', async ({ stage }) => {
  const { ws, other, a } = await twoWorkspaces(stage, 'One', 'Two', 'Three');
  await remove(a, 'Two');
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Three']);
  await switchTo(a.page, other);

  // The answer is held back: until it is there nothing is undone, so nothing is said.
  let answer = () => {};
  const held = new Promise<void>((go) => (answer = go));
  await a.page.route(/\/restore$/, async (route) => {
    await held;
    await route.continue();
  });
  const asked = a.page.waitForRequest(/\/restore$/);
  await a.page.keyboard.press('z');
  await asked;
  await expect(a.notices.getByText(/^Undone/)).toHaveCount(0);
  answer();
  await expect(a.notices.getByText('Undone: “Two” deleted', { exact: true })).toBeVisible();
  expect(await ws.titles('To do')).toEqual(['One', 'Two', 'Three']);
  await switchTo(a.page, ws);
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
});

test('what cannot be taken back is not called undone', async ({ stage }) => {
  stage.watch.expect(409, /\/restore$/);
  const { ws, other, a } = await twoWorkspaces(stage, 'One', 'Two');
  await remove(a, 'Two');
  await expect.poll(() => ws.titles('To do')).toEqual(['One']);
  await ws.limit('To do', 1);
  await switchTo(a.page, other);
  await a.page.keyboard.press('z');
  await expect(a.notices.getByRole('alert').filter({ hasText: ws.name })).toContainText(/at most one task/);
  await expect(a.notices.getByText(/^Undone/)).toHaveCount(0);
});

test('what waits in one workspace is sent from another, from a page without any, after a reload and a new sign-in', async ({ stage }) => {
  stage.watch.expect('network', /\/api\/v1\/workspaces\//);
  stage.watch.expect(401, /\/api\/v1\//);
  const { mira, ws, other, a } = await twoWorkspaces(stage, 'One');
  // The owner's own session ends on the way.
  const theo = await stage.person('Theo Brandt');
  await ws.join(theo);
  const titles = async () => {
    const { tasks } = await theo.call<{ tasks: { title: string }[] }>('GET', ws.at(`/boards/${ws.boardId}`));
    return tasks.map((task) => task.title);
  };
  const sent = (...more: string[]) => expect.poll(titles).toEqual(['One', ...more]);

  let letGo = await holdBack(a.page, ws);
  await a.create('To do', 'From another workspace');
  await switchTo(a.page, other);
  await a.badge.click();
  await expect(a.page.getByText('1 change is waiting to be sent')).toBeVisible();
  await a.page.keyboard.press('Escape');
  await letGo();
  await sent('From another workspace');
  await a.badge.click();
  await expect(a.page.getByRole('menuitem', { name: 'Reconnect now' })).toBeVisible();
  await expect(a.page.getByText('waiting to be sent')).toHaveCount(0);
  await a.page.keyboard.press('Escape');

  await switchTo(a.page, ws);
  letGo = await holdBack(a.page, ws);
  await a.create('To do', 'From no workspace');
  await a.page.getByRole('button', { name: /, switch workspace$/ }).click();
  await a.page.getByRole('menuitem', { name: 'New workspace' }).click();
  await expect(a.page.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();
  await letGo();
  await sent('From another workspace', 'From no workspace');

  await a.open(ws.boardPath);
  letGo = await holdBack(a.page, ws);
  await a.create('To do', 'After a new sign-in');
  await a.page.goto(other.path('/account'));
  await expect(a.page.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible();
  await a.page.getByRole('button', { name: 'Sign out of this browser' }).click();
  await expect(a.page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await letGo();
  expect(await titles()).toHaveLength(3);
  await a.page.getByLabel('E-mail').fill(mira.user.email);
  await a.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await a.page.getByRole('button', { name: 'Sign in' }).click();
  await new BoardScreen(a.page).isShown();
  await expect(a.page).not.toHaveURL(new RegExp(`/w/${ws.slug}/`));
  await sent('From another workspace', 'From no workspace', 'After a new sign-in');
});

test('a text that was sent from another workspace is no draft any more', async ({ stage }) => {
  stage.watch.expect('network', /\/api\/v1\/workspaces\//);
  const { ws, other, a } = await twoWorkspaces(stage, 'One');
  const letGo = await holdBack(a.page, ws);
  await a.openTask('One');
  await a.panel.getByRole('button', { name: 'Add a description' }).click();
  await a.panel.getByRole('textbox', { name: 'Description' }).fill('Before noon');
  await a.panel.getByRole('button', { name: 'Preview' }).click();
  await switchTo(a.page, other);
  await letGo();
  await expect.poll(async () => (await ws.task('One')).description).toBe('Before noon');
  await switchTo(a.page, ws);
  await a.hasExactly('To do', ['One']);
  await expect(a.page.getByRole('link', { name: /^Drafts/ })).toHaveCount(0);
});

test('a text that met another while its workspace was not open is kept until one chooses', async ({ stage }) => {
  stage.watch.expect('network', /\/api\/v1\/workspaces\//);
  stage.watch.expect(412, /\/tasks\//);
  const { ws, other, a } = await twoWorkspaces(stage, 'One');
  const { id } = await ws.task('One');
  const letGo = await holdBack(a.page, ws);
  await a.rename('One', 'Mine');
  await switchTo(a.page, other);
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: 'Theirs' });
  await letGo();
  await expect(a.notices.getByRole('alert').filter({ hasText: ws.name })).toContainText('Both are kept');
  expect(await ws.titles('To do')).toEqual(['Theirs']);

  await switchTo(a.page, ws);
  await a.title('Theirs').click();
  await expect(a.panel.getByRole('alert')).toContainText('Theirs');
  await a.panel.getByRole('button', { name: 'Keep mine' }).click();
  await expect.poll(() => ws.titles('To do')).toEqual(['Mine']);
});

test('the names of columns that were refused out of sight are drafts again, each of them', async ({ stage }) => {
  stage.watch.expect('network', /\/api\/v1\/workspaces\//);
  stage.watch.expect(409, /\/columns$/);
  const { ws, other, a } = await twoWorkspaces(stage);
  const letGo = await holdBack(a.page, ws);
  for (const name of ['One too many', 'Two too many']) {
    await a.page.getByRole('button', { name: 'Add column' }).click();
    await a.page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await a.page.keyboard.press('Enter');
    await expect(a.column(name)).toBeVisible();
  }
  await switchTo(a.page, other);
  for (let n = (await ws.board()).columns.length; n < MOST_COLUMNS; n += 1) {
    await ws.owner.call('POST', ws.at(`/boards/${ws.boardId}/columns`), { name: `Column ${n}`, category: 'todo' });
  }
  // Both, before the workspace is in sight again.
  const refused: string[] = [];
  a.page.on('response', (response) => {
    if (response.status() === 409) refused.push(response.url());
  });
  await letGo();
  await expect.poll(() => refused).toHaveLength(2);
  await expect(a.notices.getByRole('alert').filter({ hasText: ws.name })).toContainText('was not saved');
  await switchTo(a.page, ws);
  await a.page.getByRole('link', { name: /^Drafts/ }).click();
  await expect(a.page.getByRole('main')).toContainText('One too many');
  await expect(a.page.getByRole('main')).toContainText('Two too many');
});

test('what was refused is done again from another workspace', async ({ stage }) => {
  stage.watch.expect(409, /\/move$/);
  const { ws, other, a } = await twoWorkspaces(stage, 'One');
  await ws.add('Done', 'Full');
  await a.hasExactly('Done', ['Full']);
  await ws.limit('Done', 1);
  await expect(a.column('Done').getByRole('img', { name: '1 task, limit 1' })).toBeVisible();
  await a.title('One').focus();
  await a.page.keyboard.press('s');
  await a.page.getByRole('menuitemradio', { name: 'Done' }).click();
  const refused = a.notices.getByRole('alert').filter({ hasText: 'moved back to To do' });
  await expect(refused).toBeVisible();
  await ws.limit('Done', null);
  await switchTo(a.page, other);
  await refused.getByRole('button', { name: 'Retry' }).click();
  await expect.poll(() => ws.titles('Done')).toEqual(['Full', 'One']);
  await switchTo(a.page, ws);
  await a.hasExactly('Done', ['Full', 'One']);
});

test('what a toast offers to show goes with its board', async ({ stage }) => {
  const { ws, other, a } = await twoWorkspaces(stage, 'One');
  await a.open(`${ws.boardPath}?status=todo`);
  await a.title('One').focus();
  await a.page.keyboard.press('s');
  await a.page.getByRole('menuitemradio', { name: 'Done' }).click();
  const show = a.notices.getByRole('button', { name: 'Show' });
  await expect(show).toBeVisible();
  await switchTo(a.page, other);
  await expect(show).toHaveCount(0);
});
