import type { Locator } from '@playwright/test';
import { expect, test } from '../support/fixtures';

test('a name that is saved tidied leaves no draft', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { page } = a;
  const drafts = page.getByRole('link', { name: /^Drafts/ });
  const dialog = page.getByRole('dialog');
  const save = async (open: () => Promise<void>, name: string, now: () => Promise<string | undefined>, want: string) => {
    await open();
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    await expect.poll(now).toBe(want);
    await expect(drafts).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('tutti.draft.')))).toEqual([]);
  };
  const { id } = await ws.column('To do');
  const column = async () => (await ws.board()).columns.find((one) => one.id === id)?.name;
  const item = async (button: Locator, name: string) => {
    await button.click();
    await page.getByRole('menuitem', { name }).click();
  };
  await save(() => item(page.getByRole('button', { name: 'To do options' }), 'Edit column'), 'In  review', column, 'In review');
  await save(() => item(page.getByRole('button', { name: 'In review options' }), 'Edit column'), 'In review ', column, 'In review');
  const board = async () => (await ws.board()).name;
  await save(() => item(page.getByRole('button', { name: 'Board options' }), 'Edit board'), 'Our\u00a0 board', board, 'Our board');
  await save(() => item(page.getByRole('button', { name: 'Board options' }), 'Edit board'), ' Our board', board, 'Our board');
});

test('a board keeps a colour that cannot be chosen here', async ({ stage }) => {
  const { a, ws, mira } = await stage.one([]);
  const { page } = a;
  await mira.call('PATCH', ws.at(`/boards/${ws.boardId}`), { color: 'grey' });
  const color = async () => (await mira.call<{ boards: { color: string }[] }>('GET', ws.at('/snapshot'))).boards[0]?.color;
  const edit = async (change: (dialog: Locator) => Promise<void>) => {
    await page.getByRole('button', { name: 'Board options' }).click();
    await page.getByRole('menuitem', { name: 'Edit board' }).click();
    await change(page.getByRole('dialog'));
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await edit((dialog) => dialog.getByLabel('Name').fill('Renamed'));
  await expect.poll(async () => (await ws.board()).name).toBe('Renamed');
  expect(await color()).toBe('grey');
  await edit((dialog) => dialog.getByRole('radio', { name: 'blue' }).check());
  await expect.poll(color).toBe('blue');
});

test('what is typed on after the session ended elsewhere lands nowhere', async ({ stage }) => {
  stage.watch.expect(401, /\/api\/v1\//);
  const { a, mira } = await stage.one(['One']);
  const { page } = a;
  await a.openTask('One');
  await a.panel.getByRole('button', { name: 'Add a description' }).click();
  await expect(a.panel.getByRole('textbox', { name: 'Description' })).toBeFocused();
  await page.keyboard.type('Half a sen');
  const { items } = await mira.call<{ items: { id: string; current: boolean }[] }>('GET', '/me/sessions');
  await page.context().clearCookies();
  for (const session of items) if (!session.current) await mira.call('DELETE', `/me/sessions/${session.id}`);
  await mira.call('DELETE', `/me/sessions/${items.find((session) => session.current)?.id}`);
  await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeFocused();
  await page.keyboard.type('tence');
  await expect(page.getByLabel('E-mail')).toHaveValue('');
  await page.getByLabel('E-mail').click();
  await page.keyboard.type('mira');
  await expect(page.getByLabel('E-mail')).toHaveValue('mira');
});

test('a browser that has no field-sizing shows a title whole', async ({ stage }) => {
  const { ws, mira } = await stage.one(['One']);
  const context = await stage.contextOf(mira);
  await context.addInitScript(() => {
    const supports = CSS.supports.bind(CSS) as (...what: string[]) => boolean;
    CSS.supports = (...what: string[]) => what[0] !== 'field-sizing' && supports(...what);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { field-sizing: fixed !important }');
    document.adoptedStyleSheets = [sheet];
  });
  const board = await context.newPage();
  const { id } = await ws.task('One');
  await board.goto(`${ws.boardPath}/t/${id}`);
  const title = board.getByRole('complementary', { name: 'Task', exact: true }).getByRole('textbox', { name: 'Title' });
  await expect(title).toHaveValue('One');
  const isWhole = () => title.evaluate((field) => field.scrollHeight <= field.clientHeight);
  const height = async () => (await title.boundingBox())?.height ?? 0;
  await expect.poll(isWhole).toBe(true);
  const one = await height();
  await title.fill('A title of so many words that it takes '.repeat(5));
  await expect.poll(height).toBeGreaterThan(one * 1.5);
  await expect.poll(isWhole).toBe(true);
  await title.fill('Short');
  await expect.poll(height).toBe(one);
});

test('another invitation begins in its field', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira, ws.path('/members?invite'));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill(stage.email('Noor'));
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  await dialog.getByRole('button', { name: 'Invite another' }).press('Enter');
  await expect(dialog.getByLabel('E-mail address')).toBeFocused();
});
