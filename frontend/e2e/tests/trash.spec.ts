import { expect, test } from '../support/fixtures';
import { BoardScreen } from '../support/board';
import { Held, letGo } from '../support/held';

const NEXT_PAGE = /\/trash\?.*cursor=/;

test('a task in the trash opens as it was, says who put it there, and comes back', async ({ stage }) => {
  const { mira, theo, ws } = await stage.pair();
  const [task] = await ws.add('To do', 'Tune the violas');
  await mira.call('PATCH', ws.at(`/tasks/${task?.id}`), { description: 'Before noon' });
  await theo.call('DELETE', ws.at(`/tasks/${task?.id}`));

  const a = new BoardScreen(await stage.page(mira));
  await a.open(`${ws.boardPath}/t/${task?.id}`);
  await expect(a.panel.getByText('Deleted by Theo Brandt, just now', { exact: true })).toBeVisible();
  await expect(a.panel.getByText('Before noon')).toBeVisible();
  const title = a.panel.getByRole('textbox', { name: 'Title' });
  await expect(title).toHaveValue('Tune the violas');
  await expect(title).not.toBeEditable();
  await expect(a.panel.getByRole('button', { name: 'More', exact: true })).toHaveCount(0);

  await a.panel.getByRole('button', { name: 'Restore' }).click();
  await expect(a.panel.getByText(/^Deleted/)).toHaveCount(0);
  await expect(title).toBeEditable();
  await a.hasExactly('To do', ['Tune the violas']);
  await expect.poll(() => ws.titles('To do')).toEqual(['Tune the violas']);
});

test('a task that is deleted while its panel is open can be restored there', async ({ stage }) => {
  const { a, theo, ws } = await stage.pair('One', 'Two');
  await a.openTask('Two');
  const { id } = await ws.task('Two');
  await theo.call('DELETE', ws.at(`/tasks/${id}`));
  await expect(a.panel.getByText(/^Deleted by Theo Brandt, /)).toBeVisible();
  await a.hasExactly('To do', ['One']);
  // Somebody else may be quicker.
  await theo.call('POST', ws.at(`/tasks/${id}/restore`));
  await expect(a.panel.getByText(/^Deleted/)).toHaveCount(0);
  await a.hasExactly('To do', ['One', 'Two']);
  await theo.call('DELETE', ws.at(`/tasks/${id}`));
  await a.panel.getByRole('button', { name: 'Restore' }).click();
  await expect(a.panel.getByText(/^Deleted/)).toHaveCount(0);
  await a.hasExactly('To do', ['One', 'Two']);
});

test('an unknown task can be closed by the mouse', async ({ stage }) => {
  stage.watch.expect(404, /\/tasks\//);
  const { a, ws } = await stage.one(['One']);
  await a.open(`${ws.boardPath}/t/01900000-0000-7000-8000-000000000000`);
  await expect(a.panel.getByText('This task is gone')).toBeVisible();
  await a.panel.getByRole('button', { name: 'Close, Escape' }).click();
  await expect(a.panel).toHaveCount(0);
});

test('the trash lists what was deleted, by whom, and gives it back', async ({ stage }) => {
  const { a, mira, theo, ws } = await stage.pair('One', 'Two', 'Three');
  const [one, two, three] = await Promise.all(['One', 'Two', 'Three'].map((title) => ws.task(title)));
  for (const task of [one, two, three]) await theo.call('DELETE', ws.at(`/tasks/${task?.id}`));
  await a.hasExactly('To do', []);
  await a.page.getByRole('button', { name: 'Board options' }).click();
  await a.page.getByRole('menuitem', { name: 'Trash' }).click();
  const rows = a.page.getByRole('list', { name: 'Deleted', exact: true }).getByRole('listitem');
  await expect(rows.getByRole('link')).toHaveText(['Three', 'Two', 'One']);
  await expect(rows.first().getByText('Deleted by Theo Brandt, just now · Board')).toBeVisible();

  // Nothing in the list has the focus yet.
  await expect(a.page.getByRole('heading', { level: 1 })).toBeFocused();
  await a.page.keyboard.press('ArrowDown');
  await expect(a.page.getByRole('button', { name: `Restore ${three?.key}` })).toBeFocused();
  await a.page.keyboard.press('ArrowDown');
  await a.page.keyboard.press('Enter');
  await expect(rows.getByRole('link')).toHaveText(['Three', 'One']);
  await expect(a.page.getByRole('button', { name: `Restore ${one?.key}` })).toBeFocused();
  await expect.poll(() => ws.titles('To do')).toEqual(['Two']);
  await a.page.keyboard.press('z');
  await expect(rows.getByRole('link')).toHaveText(['Two', 'Three', 'One']);
  await expect.poll(() => ws.titles('To do')).toEqual([]);

  // What others do shows too.
  await theo.call('POST', ws.at(`/tasks/${three?.id}/restore`));
  await expect(rows.getByRole('link')).toHaveText(['Two', 'One']);
  await mira.call('DELETE', ws.at(`/tasks/${three?.id}`));
  await expect(rows.getByRole('link')).toHaveText(['Three', 'Two', 'One']);
});

test('a restore that is refused brings its row back', async ({ stage }) => {
  stage.watch.expect(409, /\/restore$/);
  const { mira, ws } = await stage.one(['One', 'Two']);
  const { id } = await ws.task('One');
  await mira.call('DELETE', ws.at(`/tasks/${id}`));
  await ws.limit('To do', 1);
  const page = await stage.page(mira, ws.path('/trash'));
  await page.getByRole('button', { name: /^Restore / }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('link', { name: 'One', exact: true })).toBeVisible();
});

test('the focus stays with what is deleted and taken back', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two', 'Three']);
  await a.title('Two').focus();
  await a.page.keyboard.press('Delete');
  await expect(a.title('Three')).toBeFocused();
  await a.page.keyboard.press('Delete');
  await expect(a.title('One')).toBeFocused();
  await a.page.keyboard.press('Delete');
  await expect(a.list('To do').getByRole('button', { name: 'Add task' })).toBeFocused();
  await a.page.keyboard.press('z');
  await expect(a.title('One')).toBeFocused();
  await a.page.keyboard.press('z');
  await expect(a.title('Three')).toBeFocused();
  await a.page.keyboard.press('z');
  await expect(a.title('Two')).toBeFocused();
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
});

test('a board goes to the trash at once, says so to who looks at it, and comes back whole', async ({ stage }) => {
  stage.watch.expect(404, /\/boards\//);
  const { a, b, ws } = await stage.two('One', 'Two');
  const remove = async () => {
    await a.page.getByRole('button', { name: 'Board options' }).click();
    await a.page.getByRole('menuitem', { name: 'Delete board' }).click();
  };
  await remove();
  // The pointer on it keeps it there, however late the other sees what it takes back.
  await a.notices.getByText('Board deleted').hover();
  for (const { page } of [a, b]) await expect(page.getByText('Board was deleted')).toBeVisible();
  await expect(b.page.getByText(/^Deleted by Mira Solano, /)).toBeVisible();
  // Theo did not make it and is no admin.
  await expect(b.page.getByRole('button', { name: 'Restore board' })).toHaveCount(0);
  await a.page.keyboard.press('z');
  for (const screen of [a, b]) {
    await screen.isShown();
    await screen.hasExactly('To do', ['One', 'Two']);
  }

  await remove();
  await expect(b.page.getByText('Board was deleted')).toBeVisible();
  await a.page.goto(ws.boardPath);
  const restore = a.page.getByRole('button', { name: 'Restore board' });
  await expect(restore).toBeVisible();
  await a.page.goto(ws.path('/trash'));
  const row = a.page.getByRole('list', { name: 'Deleted', exact: true }).getByRole('listitem');
  await expect(row).toHaveText(/Board.*Deleted by Mira Solano, just now · with 2 tasks/);
  await row.getByRole('button', { name: 'Restore Board' }).click();
  await a.notices.getByRole('button', { name: 'Undo' }).hover();
  await expect(row).toHaveCount(0);
  await b.isShown();
  await b.hasExactly('To do', ['One', 'Two']);
  await a.page.keyboard.press('z');
  await expect(row).toHaveCount(1);
  await expect(b.page.getByText('Board was deleted')).toBeVisible();
  await a.page.goto(ws.boardPath);
  await restore.click();
  await a.isShown();
  await a.hasExactly('To do', ['One', 'Two']);
});

test('a column is deleted with a place for its cards, and takes them back', async ({ stage }) => {
  const { a, b, ws } = await stage.two('One', 'Two');
  await ws.add('In progress', 'There');
  const option = async (column: string) => {
    await a.column(column).getByRole('button', { name: `${column} options` }).click();
    await a.page.getByRole('menuitem', { name: 'Delete column' }).click();
  };
  await option('To do');
  const dialog = a.page.getByRole('dialog', { name: 'Delete To do?' });
  await dialog.getByLabel('Move its 2 tasks to').selectOption('In progress');
  await dialog.getByRole('button', { name: 'Delete column' }).click();
  // The pointer on it keeps it there, however late the other sees what it takes back.
  await a.notices.getByText('2 tasks moved to In progress').hover();
  for (const screen of [a, b]) {
    await screen.hasExactly('In progress', ['There', 'One', 'Two']);
    await expect(screen.column('To do')).toHaveCount(0);
  }
  await expect(a.column('In progress').getByRole('button', { name: 'In progress options' })).toBeFocused();
  await a.notices.getByRole('button', { name: 'Undo' }).click();
  for (const screen of [a, b]) {
    await screen.hasExactly('To do', ['One', 'Two']);
    await screen.hasExactly('In progress', ['There']);
  }
  // An empty one is gone without a question.
  await option('Blocked');
  for (const screen of [a, b]) await expect(screen.column('Blocked')).toHaveCount(0);
  await a.page.goto(ws.path('/trash'));
  const row = a.page.getByRole('list', { name: 'Deleted', exact: true }).getByRole('listitem');
  await expect(row).toHaveText(/Column.*Blocked.*Deleted by Mira Solano, just now · Board · without tasks/);
  await row.getByRole('button', { name: 'Restore Blocked' }).click();
  await expect(row).toHaveCount(0);
  await expect(b.column('Blocked')).toBeVisible();
});

test('what comes out of the trash further down stays out', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const columns = ws.at(`/boards/${ws.boardId}/columns`);
  const board = await mira.call<{ id: string }>('POST', ws.at('/boards'), { name: 'Tour' });
  await mira.call('DELETE', ws.at(`/boards/${board.id}`));
  const column = await mira.call<{ id: string }>('POST', columns, { name: 'Review', category: 'todo' });
  await mira.call('DELETE', `${columns}/${column.id}`);
  for (let half = 0; half < 2; half += 1) {
    const tasks = await ws.fill('To do', 60);
    await mira.call('POST', ws.at('/tasks/bulk'), { ids: tasks.map((task) => task.id), delete: true });
  }

  const a = new BoardScreen(await stage.page(mira, ws.path('/trash')));
  await a.isLive();
  const rows = a.page.getByRole('list', { name: 'Deleted', exact: true }).getByRole('listitem');
  await expect(rows).toHaveCount(50);
  // The older ones come, though the list is loaded again meanwhile.
  const older = await Held.of(a.page, 'GET', NEXT_PAGE);
  const more = a.page.getByRole('button', { name: 'Show older' });
  await more.click();
  const asked = await older.next();
  await ws.add('To do', 'First');
  await mira.call('DELETE', ws.at(`/tasks/${(await ws.task('First')).id}`));
  await expect(rows.first().getByRole('link')).toHaveText('First');
  await letGo(a.page, asked, (route) => route.continue());
  await expect(rows).toHaveCount(101);
  await more.click();
  await letGo(a.page, await older.next(), (route) => route.continue());
  await expect(rows).toHaveCount(123);
  await older.end();
  // What one restores oneself, what others restore, and what is deleted after that.
  const reloaded = a.page.waitForResponse(/\/trash/);
  await a.page.getByRole('button', { name: 'Restore Review' }).click();
  await reloaded;
  await mira.call('POST', ws.at(`/boards/${board.id}/restore`));
  await expect(rows).toHaveCount(121);
  await ws.add('To do', 'Last');
  await mira.call('DELETE', ws.at(`/tasks/${(await ws.task('Last')).id}`));
  await expect(rows).toHaveCount(122);
  await expect(rows.getByRole('button', { name: /^Restore (Review|Tour)$/ })).toHaveCount(0);
  await expect(rows.first().getByRole('link')).toHaveText('Last');
});
