import { expect, test } from '../support/fixtures';
import { PHONE } from '../support/screens';
import { forgetMoveBefore, isUndisturbed, settle } from '../support/undisturbed';

for (const engine of ['with moveBefore', 'without moveBefore']) {
  test(`columns are moved while one writes in one of them, ${engine}`, async ({ stage }) => {
    const { a, ws } = await stage.pair(...Array.from({ length: 12 }, (_, n) => `Card ${n}`));
    const { page } = a;
    await page.setViewportSize({ width: 1440, height: 500 });
    if (engine === 'without moveBefore') {
      await forgetMoveBefore(page);
      await a.open(ws.boardPath);
      await a.isLive();
    }
    const { keyboard } = page;
    const column = async (name: string) => ws.at(`/boards/${ws.boardId}/columns/${(await ws.column(name)).id}`);
    const order = async (...names: string[]) => {
      const shown = page.locator('.column h2');
      await expect(shown).toHaveText(names);
    };
    await ws.add('Done', ...Array.from({ length: 12 }, (_, n) => `Past ${n}`));
    await expect(a.column('Done').locator('.column-count')).toHaveText('12');
    await a.list('Done').evaluate((list) => (list.scrollTop = 90));
    await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
    const field = page.getByRole('textbox', { name: 'Title of the new task' });
    await field.pressSequentially('zxcz');
    // From its end to its beginning, which is where the next arrow key goes on.
    await keyboard.press('ArrowLeft');
    await keyboard.press('Shift+ArrowLeft');
    await keyboard.press('Shift+ArrowLeft');
    await settle(field);

    await ws.owner.call('POST', `${await column('To do')}/move`, { after: (await ws.column('Blocked')).id });
    await order('In progress', 'Done', 'Blocked', 'To do');
    await isUndisturbed(page, 'its own column was moved');
    await ws.owner.call('POST', `${await column('Done')}/move`, { before: (await ws.column('In progress')).id });
    await order('Done', 'In progress', 'Blocked', 'To do');
    await isUndisturbed(page, 'another column was moved');
    await ws.owner.call('DELETE', await column('Blocked'));
    await ws.owner.call('POST', ws.at(`/boards/${ws.boardId}/columns`), { name: 'Review', category: 'in_progress' });
    await order('Done', 'In progress', 'To do', 'Review');
    await isUndisturbed(page, 'columns came and went');
    await keyboard.press('Shift+ArrowRight');
    await keyboard.type('zx');
    await expect(field).toHaveValue('zxzxz');
    await keyboard.press('Enter');
    await expect(a.title('zxzxz')).toBeVisible();
  });
}

test('letters for a field that somebody took away are no shortcuts', async ({ stage }) => {
  const { a, ws } = await stage.pair('One');
  const { keyboard } = a.page;
  // There is something to undo, which a stray Z would.
  await a.title('One').focus();
  await keyboard.press('Delete');
  await expect(a.title('One')).toHaveCount(0);
  await a.column('Blocked').getByRole('button', { name: 'Add task to Blocked' }).click();
  const field = a.page.getByRole('textbox', { name: 'Title of the new task' });
  await field.pressSequentially('Buz');
  const column = ws.at(`/boards/${ws.boardId}/columns/${(await ws.column('Blocked')).id}`);
  await ws.owner.call('DELETE', column);
  await expect(field).toHaveCount(0);
  await keyboard.type('zzcx?g');
  await keyboard.press('Delete');
  await expect(a.title('One')).toHaveCount(0);
  await expect(field).toHaveCount(0);
  await expect(a.page.getByRole('dialog')).toHaveCount(0);
  await keyboard.press('Escape');
  await keyboard.press('z');
  await expect(a.title('One')).toBeVisible();

  // What was written is offered where all drafts are, and in the column once that is back.
  const drafts = a.page.getByRole('link', { name: /^Drafts/ });
  await expect(drafts).toHaveText('Drafts1');
  await ws.owner.call('POST', `${column}/restore`);
  await expect(a.column('Blocked').getByRole('button', { name: /Draft: Buz$/ })).toBeVisible();
  await ws.owner.call('DELETE', column);
  await expect(a.column('Blocked')).toHaveCount(0);
  await drafts.click();
  const draft = a.page.getByRole('list', { name: 'Drafts' }).getByRole('listitem');
  await expect(draft).toContainText('New task in Blocked');
  await expect(draft.getByText('Buz', { exact: true })).toBeVisible();
  await draft.getByRole('button', { name: 'Discard' }).click();
  await expect(drafts).toHaveCount(0);
});

test('whatever has the focus in a list keeps it through what others do to the list', async ({ stage }) => {
  const { a, ws, mira, theo } = await stage.pair('One', 'Two', 'Three');
  const { page } = a;
  const noor = await stage.person('Noor Haddad');
  const board = (name: string) => mira.call<{ id: string; version: number }>('POST', ws.at('/boards'), { name });
  const roadmap = await board('Roadmap');
  const sidebar = page.getByRole('navigation', { name: 'Workspace' });

  await settle(sidebar.getByRole('link', { name: 'Roadmap' }));
  await mira.call('PATCH', ws.at(`/boards/${roadmap.id}`), { name: 'Roadmap 2' });
  await board('Zither');
  await expect(sidebar.getByRole('link', { name: 'Roadmap 2' })).toBeVisible();
  await expect(sidebar.getByRole('link', { name: 'Zither' })).toBeVisible();
  await isUndisturbed(page, 'the boards of the sidebar');

  await settle(sidebar.getByRole('link', { name: 'Theo Brandt' }));
  await ws.join(noor);
  await theo.call('PATCH', '/me', { name: 'Theo von Brandt' });
  await expect(sidebar.getByRole('link', { name: 'Noor Haddad' })).toBeVisible();
  await expect(sidebar.getByRole('link', { name: 'Theo von Brandt' })).toBeVisible();
  await isUndisturbed(page, 'the people of the sidebar');

  await theo.call('PATCH', ws.at(`/tasks/${(await ws.task('One')).id}`), { priority: 'high' });
  await settle(a.activity.getByRole('link', { name: 'One' }));
  const [late] = await ws.add('Done', 'Late');
  await expect(a.told('created', 'Late')).toBeVisible();
  await isUndisturbed(page, 'the feed');

  // A menu is open while its column is moved, and a person comes while people are chosen from.
  await a.column('To do').getByRole('button', { name: 'To do options' }).click();
  const menu = page.getByRole('menu', { name: 'To do options' });
  await settle(menu.getByRole('menuitem', { name: 'Edit column' }));
  const at = (column: string) => ws.column(column).then(({ id }) => ws.at(`/boards/${ws.boardId}/columns/${id}`));
  await mira.call('POST', `${await at('To do')}/move`, { after: (await ws.column('Blocked')).id });
  await expect(page.locator('.column h2')).toHaveText(['In progress', 'Done', 'Blocked', 'To do']);
  await isUndisturbed(page, 'a menu of a column');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(a.column('To do').getByRole('button', { name: 'To do options' })).toBeFocused();

  await a.title('Two').focus();
  await page.keyboard.press('a');
  const people = page.getByRole('menu', { name: 'Assignees' });
  await settle(people.getByRole('menuitemcheckbox', { name: 'Theo' }));
  await ws.join(await stage.person('Ines Okafor'));
  await expect(sidebar.getByRole('link', { name: 'Ines Okafor' })).toBeVisible();
  await isUndisturbed(page, 'a menu of people');
  await page.keyboard.press('Escape');

  await page.goto(ws.path('/members'));
  const table = page.getByRole('table', { name: 'Members' });
  await settle(table.getByRole('combobox', { name: /Theo/ }));
  await mira.call('PATCH', ws.at(`/members/${noor.user.id}`), { role: 'admin' });
  await ws.join(await stage.person('Ada Stern'));
  await expect(table.getByRole('row', { name: /Ada Stern/ })).toBeVisible();
  await expect(table.getByRole('combobox', { name: /Noor/ })).toHaveValue('admin');
  await isUndisturbed(page, 'the members');

  await ws.invite('first@example.com');
  const waiting = page.getByRole('table', { name: /invitations/i });
  await settle(waiting.getByRole('row', { name: /first@/ }).getByRole('button').first());
  await ws.invite('second@example.com');
  await expect(waiting.getByRole('row', { name: /second@/ })).toBeVisible();
  await isUndisturbed(page, 'the invitations');

  await mira.call('DELETE', ws.at(`/tasks/${late?.id}`));
  await page.goto(ws.path('/trash'));
  await settle(page.getByRole('button', { name: /^Restore/ }).first());
  await mira.call('DELETE', ws.at(`/tasks/${(await ws.task('One')).id}`));
  await expect(page.getByRole('button', { name: /^Restore/ })).toHaveCount(2);
  await isUndisturbed(page, 'the trash');
});

test('the control of a phone’s columns keeps the focus', async ({ stage }) => {
  const { a, ws, mira } = await stage.one(['One'], PHONE);
  const columns = a.page.getByRole('group', { name: 'Columns' });
  await settle(columns.getByRole('button', { name: /^Done/ }));
  const done = ws.at(`/boards/${ws.boardId}/columns/${(await ws.column('Done')).id}`);
  await mira.call('POST', `${done}/move`, { before: (await ws.column('To do')).id });
  await mira.call('PATCH', done, { name: 'Over' });
  await expect(columns.getByRole('button').first()).toHaveText(/^Over/);
  await isUndisturbed(a.page, 'the columns of a phone');
});
