import { BoardScreen } from '../support/board';
import { expect, test, unique } from '../support/fixtures';

test('the feed says what happened to people and boards, also as it happens', async ({ stage }) => {
  const { theo, ws, a } = await stage.pair('One');
  await a.page.getByRole('button', { name: 'Everything', exact: true }).click();
  const at = ws.at(`/members/${theo.user.id}`);
  await ws.owner.call('PATCH', at, { suspended: true });
  await expect(a.told('Mira', 'suspended', 'Theo Brandt')).toBeVisible();
  await ws.owner.call('PATCH', at, { suspended: false });
  await expect(a.told('Mira', 'unsuspended', 'Theo Brandt')).toBeVisible();

  const invited = await ws.owner.call<{ id: string }>('POST', ws.at('/invitations'), { email: 'noor@example.com', role: 'member' });
  await ws.owner.call('DELETE', ws.at(`/invitations/${invited.id}`));
  await expect(a.told('revoked the invitation of', 'noor@example.com')).toBeVisible();

  const board = await ws.board();
  const people = ws.at(`/boards/${board.id}/members/${theo.user.id}`);
  await ws.owner.call('PUT', people);
  await expect(a.told('Mira', 'added Theo Brandt to the board')).toBeVisible();
  await ws.owner.call('DELETE', people);
  await expect(a.told('Mira', 'removed Theo Brandt from the board')).toBeVisible();
});

test('a new title is told with the old one, and a row of one kind is one line', async ({ stage }) => {
  const { theo, ws, a } = await stage.pair('One');
  await theo.call('PATCH', ws.at(`/tasks/${(await ws.task('One')).id}`), { title: 'Another' });
  await expect(a.told('Theo', 'renamed One → Another')).toBeVisible();
  await a.create('In progress', 'Two', 'Three', 'Four');
  await expect(a.told('Mira', 'created 3 tasks')).toBeVisible();
  await a.openTask('Another');
  await expect(a.panel.getByText('renamed it One → Another')).toBeVisible();
  expect(await ws.titles('To do')).toEqual(['Another']);
});

test('one sitting is one line, which opens from what to what', async ({ stage }) => {
  const { theo, ws, a } = await stage.pair('One', 'Two');
  const one = await ws.task('One');
  for (const description of ['Call', 'Call the', 'Call the plumber']) await theo.call('PATCH', ws.at(`/tasks/${one.id}`), { description });
  const lines = a.activity.getByRole('listitem').filter({ hasText: 'Theo' }).filter({ hasText: 'One' });
  const line = a.told('Theo', 'added a description to', 'One');
  await expect(line).toBeVisible();
  await expect(lines).toHaveCount(1);
  await line.getByRole('button', { name: /^What changed: Theo .*One/ }).click();
  await expect(line.getByText('Call the plumber')).toBeVisible();
  // It goes on while it is open, and stays so.
  await theo.call('PATCH', ws.at(`/tasks/${one.id}`), { priority: 'high' });
  const grown = a.told('Theo', 'changed the description and priority of', 'One');
  await expect(grown).toBeVisible();
  await expect(lines).toHaveCount(1);
  await expect(grown.getByText('High')).toBeVisible();

  // Another board is told of where everything is, and that is remembered.
  const other = await ws.owner.call<{ name: string }>('POST', ws.at('/boards'), { name: 'Launch' });
  await expect(a.page.getByRole('link', { name: other.name }).first()).toBeVisible();
  await expect(a.told('Mira', 'created the board', 'Launch')).toHaveCount(0);
  await a.page.getByRole('button', { name: 'Everything', exact: true }).click();
  await expect(a.told('Mira', 'created the board', other.name)).toBeVisible();
  await a.page.reload();
  await expect(a.page.getByRole('button', { name: 'Everything', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(a.told('Mira', 'created the board', other.name)).toBeVisible();
});

test('who left keeps their name', async ({ stage }) => {
  const { theo, ws, a } = await stage.pair('One');
  await theo.call('POST', ws.at('/tasks'), { board_id: ws.boardId, title: 'By Theo' });
  await expect(a.told('Theo', 'created', 'By Theo')).toBeVisible();
  await ws.owner.call('DELETE', ws.at(`/members/${theo.user.id}`));
  await a.page.getByRole('button', { name: 'Everything', exact: true }).click();
  await expect(a.told('Mira', 'removed', 'Theo Brandt')).toBeVisible();
  await expect(a.told('Theo', 'created', 'By Theo')).toBeVisible();
});

test('inviting is one press away from the board', async ({ stage }) => {
  const { a } = await stage.one(['One']);
  await a.page.getByRole('button', { name: 'Invite people' }).click();
  const dialog = a.page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('noor@example.com');
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  await expect(dialog.getByLabel('Invitation link for noor@example.com')).toBeVisible();
});

test('a history that does not come says so in one row with the way to ask again', async ({ stage }) => {
  stage.watch.expect('network', /\/activity\?/);
  const { a } = await stage.one(['One']);
  await expect(a.told('Mira', 'created', 'One')).toBeVisible();
  const history = a.panel.getByRole('region', { name: 'History' });
  await a.page.route(/\/activity\?.*task=/, (route) => route.abort());
  await a.openTask('One');
  const [fault, again] = [history.getByRole('alert'), history.getByRole('button', { name: 'Try again' })];
  await expect(again).toBeVisible();
  const [words, button] = [await fault.boundingBox(), await again.boundingBox()];
  if (!words || !button) throw new Error('they are not on the screen');
  expect(Math.abs(words.y + words.height / 2 - (button.y + button.height / 2))).toBeLessThan(4);
  expect(button.x - (words.x + words.width)).toBeGreaterThanOrEqual(0);
  expect(button.x - (words.x + words.width)).toBeLessThan(16);
  // Pressed in vain it stays; once the server is there it comes by itself.
  await again.click();
  await expect(again).toBeEnabled();
  await expect(fault).toBeVisible();
  await a.page.unroute(/\/activity\?.*task=/);
  await expect(fault).toHaveCount(0);
  await expect(again).toHaveCount(0);
  await expect(history.getByRole('listitem')).toHaveCount(1);
});

test('what one does and takes back is no news, and a date is told whatever else was changed', async ({ stage }) => {
  const { theo, ws, a } = await stage.pair('One');
  const { id } = await ws.task('One');
  const [todo, done] = [await ws.column('To do'), await ws.column('Done')];
  const move = (to: { id: string }) => theo.call('POST', ws.at(`/tasks/${id}/move`), { column_id: to.id });
  await move(done);
  await expect(a.told('Theo', 'moved', 'One')).toBeVisible();
  await move(todo);
  await expect(a.told('Theo', 'moved', 'One')).toHaveCount(0);

  await theo.call('PATCH', ws.at(`/tasks/${id}`), { priority: 'high', due_at: '2030-12-05T00:00:00Z', due_all_day: true });
  await expect(a.told('Theo', 'set the priority of', 'One', 'to high, and set its due date to', '5 Dec')).toBeVisible();
  await a.openTask('One');
  const history = a.panel.getByRole('region', { name: 'History' });
  await expect(history.getByText(/set its due date to .*5 Dec 2030/)).toBeVisible();
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { due_at: '2030-12-09T00:00:00Z', due_all_day: true });
  await expect(history.getByText(/moved its due date from .*5 Dec 2030 to .*9 Dec 2030/)).toBeVisible();
  await theo.call('PATCH', ws.at(`/tasks/${id}`), { due_at: null });
  await expect(history.getByText(/cleared its due date \(.*9 Dec 2030\)/)).toBeVisible();
  await expect(history.getByRole('listitem').filter({ hasText: 'cleared' })).toContainText(/2030\) · just now/);
});

test('a first board and its columns are one line', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const page = await stage.page(mira, '/onboarding');
  await page.getByLabel('Name', { exact: true }).fill(unique('Larkfield'));
  await page.getByRole('radio', { name: 'Sprint' }).check();
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await expect(page.getByRole('heading', { name: 'Sprint 1', level: 1 })).toBeVisible();
  const a = new BoardScreen(page);
  const lines = a.activity.getByRole('listitem');
  await expect(a.told('Mira', 'set up the board', 'Sprint 1')).toBeVisible();
  await expect(lines).toHaveCount(1);
});
