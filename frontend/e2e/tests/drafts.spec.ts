import { type Locator, type Page } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { stopClock } from '../support/clock';
import { PASSWORD, expect, test, unique } from '../support/fixtures';

/** What the browser keeps unsaved. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Object.keys(localStorage)
      .filter((name) => name.startsWith('tutti.draft.'))
      .map((name) => JSON.parse(localStorage.getItem(name) ?? '{}').text as string),
  );
}

/** Ends the tab as a crash does: nothing of the page runs any more. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => {});
  await crashed;
}

const description = (board: BoardScreen) => board.panel.getByRole('textbox', { name: 'Description' });

async function describe(board: BoardScreen, title: string): Promise<Locator> {
  await board.openTask(title);
  await board.panel.getByRole('button', { name: 'Add a description' }).click();
  return description(board);
}

test('who types on without a pause is saved every three seconds', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const field = await describe(a, 'One');
  await a.page.clock.install();
  for (const letter of 'abcdefgh') {
    await field.pressSequentially(letter);
    await a.page.clock.runFor(500);
  }
  await expect.poll(async () => (await ws.task('One')).description).toMatch(/^abcdef/);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('abcdefgh');
});

test('what was typed outlives a reload and a crash, in the field it was typed in', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  const context = a.page.context();
  const field = await describe(a, 'One');
  // No timer runs and nothing is sent: only what is kept at each letter can be there afterwards.
  await stopClock(a.page);
  await field.pressSequentially('Never sent');
  await a.page.clock.resume();
  await a.page.reload();
  await expect(a.panel.getByText('Never sent')).toBeVisible();
  await expect.poll(async () => (await ws.task('One')).description).toBe('Never sent');
  await expect.poll(() => kept(a.page)).toEqual([]);

  const b = new BoardScreen(await context.newPage());
  await b.open(ws.boardPath);
  await b.openTask('Two');
  await stopClock(b.page);
  await b.panel.getByRole('textbox', { name: 'Title' }).fill('Two, and a cra');
  await crash(b.page);
  // The other tab offers it; nothing of it is lost, and nothing is done by itself.
  await a.closeTask();
  const link = a.page.getByRole('link', { name: /^Drafts/ });
  await expect(link).toHaveText('Drafts1');
  await link.click();
  const draft = a.page.getByRole('list', { name: 'Drafts' }).getByRole('listitem');
  await expect(draft).toContainText('Two, and a cra');
  await draft.getByRole('link', { name: 'Open' }).click();
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('Two, and a cra');
  await a.hasExactly('To do', ['One', 'Two, and a cra']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Two, and a cra']);
  await expect(link).toHaveCount(0);
});

test('what says what everybody sees is no draft, and the way to the drafts moves nothing', async ({ stage }) => {
  const { a, b, ws } = await stage.two('One', 'Two');
  const { id } = await ws.task('One');
  await a.openTask('One');
  const title = a.panel.getByRole('textbox', { name: 'Title' });
  // Nothing is sent while the clock stands.
  await stopClock(a.page);
  await title.fill('One!');
  expect(await kept(a.page)).toEqual(['One!']);
  await title.fill('One ');
  expect(await kept(a.page)).toEqual([]);
  await a.page.clock.resume();
  await a.closeTask();

  // A tab leaves a text behind, and somebody else writes the same.
  const context = b.page.context();
  const gone = new BoardScreen(await context.newPage());
  await gone.open(ws.boardPath);
  await gone.openTask('One');
  await stopClock(gone.page);
  await gone.panel.getByRole('textbox', { name: 'Title' }).fill('One, agreed');
  const links = b.page.getByRole('navigation').first().getByRole('link').filter({ hasNotText: 'Drafts' });
  const places = () => links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().top));
  const before = await places();
  await crash(gone.page);
  const drafts = b.page.getByRole('link', { name: /^Drafts/ });
  await expect(drafts).toHaveText('Drafts1');
  expect(await places()).toEqual(before);
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: 'One, agreed' });
  await expect(drafts).toHaveCount(0);
  expect(await places()).toEqual(before);
  await expect.poll(() => kept(b.page)).toEqual([]);
});

test('a task that goes while somebody writes in it leaves them their text', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { a, b, ws, theo } = await stage.two('One');
  await b.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const field = await describe(b, 'One');
  const { id } = await ws.task('One');
  // It is deleted, and comes back.
  await stopClock(b.page);
  await field.pressSequentially('By Theo');
  await a.title('One').focus();
  await a.page.keyboard.press('Delete');
  const note = b.panel.getByRole('alert').filter({ hasText: 'This is not saved' });
  await expect(note).toContainText('By Theo');
  await note.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => b.page.evaluate(() => navigator.clipboard.readText())).toBe('By Theo');
  await b.page.clock.resume();
  await ws.owner.call('POST', ws.at(`/tasks/${id}/restore`));
  await expect(note).toHaveCount(0);
  await expect.poll(async () => (await ws.task('One')).description).toBe('By Theo');

  // Its board becomes private. What happened before has come by then: what came while the clock stands would wait for it.
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: 'One more' });
  await expect(b.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One more');
  await b.panel.getByRole('button', { name: 'Write' }).click();
  await stopClock(b.page);
  await description(b).fill('By Theo, more');
  await ws.owner.call('PATCH', ws.at(`/boards/${ws.boardId}`), { visibility: 'private' });
  await expect(b.page.getByText('You no longer have access to Board')).toBeVisible();
  await b.page.clock.resume();
  await expect(b.page.getByRole('listitem').filter({ hasText: 'By Theo, more' }).getByRole('button', { name: 'Copy' })).toBeVisible();

  // And they are out of the workspace, over a reload too.
  await ws.owner.call('DELETE', ws.at(`/members/${theo.user.id}`));
  await expect(b.page.getByRole('heading', { name: `You are no longer a member of ${ws.name}` })).toBeVisible();
  const left = b.page.getByRole('list', { name: 'Drafts' });
  await expect(left).toContainText('By Theo, more');
  await b.page.reload();
  await expect(b.page.getByText('Nothing here for you')).toBeVisible();
  await expect(left).toContainText('By Theo, more');
  await left.getByRole('button', { name: 'Discard' }).click();
  await expect(left).toHaveCount(0);
  expect(await kept(b.page)).toEqual([]);
});

test('the end of a session keeps what was typed for its writer, and for nobody else', async ({ stage }) => {
  stage.watch.expect(401, /\/api\/v1\//);
  const ada = await stage.person('Ada Lind');
  const ben = await stage.person('Ben Okafor');
  const ws = await stage.workspace('Larkfield', ada, ben);
  await ws.add('To do', 'One');
  const a = await stage.board(ada, ws);
  const field = await describe(a, 'One');
  await stopClock(a.page);
  await field.pressSequentially('Between you and me');
  // Before a pause in the typing can save it.
  await a.page.route(/\/tasks\/[^/]+$/, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
  stage.watch.expect('network', /\/tasks\//);
  await a.page.clock.resume();
  const { items } = await ada.call<{ items: { id: string; current: boolean }[] }>('GET', '/me/sessions');
  for (const session of items) if (!session.current) await ada.call('DELETE', `/me/sessions/${session.id}`);
  await a.page.context().clearCookies();
  await ada.call('DELETE', `/me/sessions/${items.find((session) => session.current)?.id}`);
  const signIn = async (email: string) => {
    await a.page.getByLabel('E-mail').fill(email);
    await a.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await a.page.getByRole('button', { name: 'Sign in' }).click();
  };
  await expect(a.page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await a.page.unroute(/\/tasks\/[^/]+$/);
  await signIn(ben.user.email);
  await a.isShown();
  await expect(a.page.getByRole('link', { name: /^Drafts/ })).toHaveCount(0);
  await a.openTask('One');
  await expect(a.panel.getByRole('button', { name: 'Add a description' })).toBeVisible();
  await expect(a.panel.getByText('Between you and me')).toHaveCount(0);
  await a.page.goto(ws.path('/account'));
  await a.page.getByRole('button', { name: 'Sign out of this browser' }).click();
  await signIn(ada.user.email);
  await a.isShown();
  await a.openTask('One');
  await expect(a.panel.getByText('Between you and me')).toBeVisible();
});

test('a new card that is begun is there when its writer comes back to it, in this tab or after it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const field = a.page.getByRole('textbox', { name: 'Title of the new task' });
  const add = a.column('To do').getByRole('button', { name: /^Add task( |$)(?!to)/ });
  await add.click();
  await field.fill('Half a ti');
  await field.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(add).toContainText('Draft: Half a ti');
  const other = new BoardScreen(await a.page.context().newPage());
  await other.open(ws.boardPath);
  await expect(other.column('To do').getByText('Draft: Half a ti')).toHaveCount(0);
  await a.page.reload();
  await expect(add).toContainText('Draft: Half a ti');
  await a.page.close();
  // Nobody writes it any more, so the other tab may.
  await other.column('To do').getByText('Draft: Half a ti').click();
  const there = other.page.getByRole('textbox', { name: 'Title of the new task' });
  await expect(there).toHaveValue('Half a ti');
  await there.press('End');
  await there.pressSequentially('tle');
  await there.press('Enter');
  await other.hasExactly('To do', ['One', 'Half a title']);
  await expect.poll(() => kept(other.page)).toEqual([]);
});

/** A form, the way to it from its page, and what shows that it was saved. */
interface Form {
  at?: string;
  open: () => Promise<Locator>;
  save: string;
  text: string;
  done: Locator;
}

/** Types into each, comes back after a reload, gives it up, types again and saves. */
async function walk(page: Page, forms: Record<string, Form>): Promise<void> {
  for (const [name, form] of Object.entries(forms)) {
    await test.step(name, async () => {
      if (form.at) await page.goto(form.at);
      const field = await form.open();
      await field.focus();
      const before = await field.inputValue();
      await field.fill(form.text);
      await page.reload();
      const again = await form.open();
      await expect(again).toHaveValue(form.text);
      const note = page.getByRole('status').filter({ hasText: 'Unsaved text from' });
      await note.getByRole('button', { name: 'Discard' }).click();
      await expect(again).toHaveValue(before);
      await expect(again).toBeFocused();
      await expect(note).toHaveCount(0);
      expect(await kept(page)).toEqual([]);
      await again.fill(form.text);
      await page.getByRole('button', { name: form.save, exact: true }).last().click();
      await expect(form.done).toBeVisible();
      await expect.poll(() => kept(page)).toEqual([]);
    });
  }
}

test('the dialogs of a board keep what is typed until it is saved or given up', async ({ stage }) => {
  const { a } = await stage.one(['One']);
  const { page } = a;
  const name = async (...way: Locator[]) => {
    for (const step of way) await step.click();
    return page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true });
  };
  const item = (label: string) => page.getByRole('menuitem', { name: label });
  await walk(page, {
    'new column': {
      open: () => name(page.getByRole('button', { name: 'Add column' })),
      save: 'Add column',
      text: 'Review',
      done: a.column('Review'),
    },
    'edit column': {
      open: () => name(a.column('To do').getByRole('button', { name: 'To do options' }), item('Edit column')),
      save: 'Save',
      text: 'Next',
      done: a.column('Next'),
    },
    'edit board': {
      open: () => name(page.getByRole('button', { name: 'Board options' }), item('Edit board')),
      save: 'Save',
      text: 'First',
      done: page.getByRole('heading', { name: 'First', level: 1 }),
    },
    'new board': {
      open: () => name(page.getByRole('button', { name: 'New board' })),
      save: 'Create board',
      text: 'Second',
      done: page.getByRole('heading', { name: 'Second', level: 1 }),
    },
  });
});

test('the forms of the other pages do so too', async ({ stage }) => {
  const { a, ws } = await stage.one([]);
  const { page } = a;
  const own = (name: string) => async () => page.getByRole('main').getByRole('textbox', { name, exact: true });
  await walk(page, {
    invitation: {
      at: ws.path('/members'),
      open: async () => {
        await page.getByRole('button', { name: 'Invite people' }).last().click();
        return page.getByRole('dialog').getByRole('textbox', { name: 'E-mail address' });
      },
      save: 'Create invitation',
      text: stage.email('Noor'),
      done: page.locator('#invite-link'),
    },
    'workspace settings': {
      at: ws.path('/settings'),
      open: own('Name'),
      save: 'Save changes',
      text: unique('Nightingale'),
      done: page.getByText('Workspace saved'),
    },
    profile: {
      at: ws.path('/account'),
      open: own('Name'),
      save: 'Save changes',
      text: 'Mira Vega',
      done: page.getByText('Profile saved'),
    },
    onboarding: {
      at: '/onboarding?new',
      open: own('Name'),
      save: 'Create workspace',
      text: unique('Kestrel'),
      done: page.getByRole('heading', { level: 1, name: 'Product' }),
    },
  });
});
