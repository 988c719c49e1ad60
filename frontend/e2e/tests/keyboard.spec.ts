import { type Locator, type Page, expect } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { PASSWORD, test, unique } from '../support/fixtures';
import { holdFrames } from '../support/frames';

/** Goes from field to field until it is reached, as somebody without a mouse does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let n = 0; n < 40; n += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`it cannot be reached with the Tab key: ${wanted}`);
}

test('by keyboard alone: from signing up to a moved card', async ({ stage }) => {
  const page = await stage.stranger();
  const { keyboard } = page;
  const fill = async (label: string, text: string) => {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await keyboard.type(text);
  };
  await page.goto('/');
  await tabTo(page, page.getByRole('link', { name: 'Create an account' }));
  await keyboard.press('Enter');
  await fill('Your name', 'Mira Solano');
  await fill('E-mail', stage.email('Mira'));
  await fill('Password', PASSWORD);
  await keyboard.press('Enter');

  await page.getByRole('heading', { name: 'Create your workspace' }).waitFor();
  await fill('Name', unique('Larkfield'));
  await keyboard.press('Enter');

  const board = new BoardScreen(page);
  await board.isShown();
  await tabTo(page, board.title('Invite your team'));
  await keyboard.press('c');
  await expect(page.getByRole('textbox', { name: 'Title of the new task' })).toBeFocused();
  await keyboard.type('By keyboard');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await expect(board.title('By keyboard')).toBeFocused();

  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  await keyboard.press('Space');
  await board.hasExactly('In progress', ['By keyboard']);
  await expect(board.title('By keyboard')).toBeFocused();
});

test('a lifted card is carried, told, dropped and brought back by keys', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  const { keyboard } = a.page;
  const said = a.page.locator('#dnd-live');
  const { key } = await ws.task('Two');
  await a.title('Two').focus();
  await keyboard.press('Space');
  await expect(said).toHaveText(`Lifted ${key}, To do, 2 of 3.`);
  await keyboard.press('ArrowUp');
  await expect(said).toHaveText('To do, 1 of 3.');
  await keyboard.press('ArrowRight');
  await expect(said).toHaveText('In progress, 1 of 1.');
  await expect(a.title('Two')).toBeFocused();
  await keyboard.press('Escape');
  await expect(said).toHaveText('Cancelled, back in To do, 2 of 3.');
  await a.hasExactly('To do', ['One', 'Two', 'Three']);

  await keyboard.press('Space');
  await keyboard.press('End');
  await keyboard.press('Space');
  await expect(said).toHaveText('Dropped in To do, 3 of 3.');
  await a.hasExactly('To do', ['One', 'Three', 'Two']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Three', 'Two']);
  await expect(a.title('Two')).toBeFocused();
});

test('keys count for a card that is on its way from column to column, before the focus is back on it', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two', 'Three']);
  const { keyboard } = a.page;
  const said = a.page.locator('#dnd-live');
  await a.title('Two').focus();
  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  await a.hasExactly('In progress', ['Two']);
  await expect(a.title('Two')).toBeFocused();
  const frames = await holdFrames(a.page);
  await keyboard.press('Escape');
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
  await expect(a.title('Two')).not.toBeFocused();
  await keyboard.press('Space');
  await keyboard.press('End');
  await keyboard.press('Space');
  await expect(said).toHaveText('Dropped in To do, 3 of 3.');
  await frames.release();
  await expect(a.title('Two')).toBeFocused();

  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  await a.hasExactly('In progress', ['Two']);
  await expect(a.title('Two')).toBeFocused();
  await frames.hold();
  await keyboard.press('Escape');
  await a.hasExactly('To do', ['One', 'Three', 'Two']);
  await expect(a.title('Two')).not.toBeFocused();
  await keyboard.press('Enter');
  await frames.release();
  await expect(a.page).toHaveURL(/\/t\//);
});

test('the letters: move, status, assignee, priority, undo', async ({ stage }) => {
  const { a, ws, mira } = await stage.one(['One', 'Two']);
  const { keyboard } = a.page;
  await a.title('One').focus();
  await keyboard.press('m');
  await expect(a.page.getByRole('menu', { name: 'Move to' })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await a.hasExactly('Done', ['One']);
  await expect(a.title('One')).toBeFocused();

  await keyboard.press('p');
  await a.page.getByRole('menu', { name: 'Priority' }).getByRole('menuitemradio', { name: 'High' }).press('Enter');
  await expect(a.card('One').getByRole('img', { name: 'High priority' })).toBeVisible();
  await keyboard.press('a');
  await a.page.getByRole('menu', { name: 'Assignees' }).getByRole('menuitemcheckbox', { name: 'Mira Solano' }).press('Enter');
  await a.page.keyboard.press('Escape');
  await expect(a.card('One').getByRole('img', { name: 'Mira Solano' })).toBeVisible();
  await keyboard.press('s');
  await a.page.getByRole('menu', { name: 'Status' }).getByRole('menuitemradio', { name: 'Blocked' }).press('Enter');
  await a.hasExactly('Blocked', ['One']);
  await expect.poll(() => ws.task('One')).toMatchObject({ status: 'blocked', priority: 'high', assignee_ids: [mira.user.id] });
  await expect(a.title('One')).toBeFocused();
  await keyboard.press('z');
  await a.hasExactly('Done', ['One']);
});

test('arrows walk the board, Enter opens, J goes on, Escape comes back to the card', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  await ws.add('Blocked', 'Far');
  await a.hasExactly('Blocked', ['Far']);
  const { keyboard } = a.page;
  await a.title('One').focus();
  await keyboard.press('ArrowDown');
  await expect(a.title('Two')).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(a.title('Far')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await keyboard.press('Home');
  await expect(a.title('One')).toBeFocused();
  await keyboard.press('Enter');
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One');
  await keyboard.press('j');
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('Two');
  await keyboard.press('Escape');
  await expect(a.panel).toHaveCount(0);
  await expect(a.title('Two')).toBeFocused();
});

test('the skip link, going by G, and the list of keys', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { keyboard } = a.page;
  await a.page.reload();
  await a.isShown();
  await keyboard.press('Tab');
  await expect(a.page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(a.page.getByRole('main')).toBeFocused();
  await keyboard.press('g');
  await keyboard.press('p');
  await expect(a.page).toHaveURL(new RegExp(ws.path('/members')));
  // The letter counts within a moment of the G, so neither waits for a page that is still made.
  await expect(a.page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await keyboard.press('g');
  await keyboard.press('s');
  await expect(a.page).toHaveURL(new RegExp(ws.path('/settings')));
  await expect(a.page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await keyboard.press('g');
  await keyboard.press('b');
  await a.isShown();
  await keyboard.press('?');
  const list = a.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toBeVisible();
  await expect(list.getByText('Select all cards up to this one')).toBeVisible();
  await expect(list.locator('.keys-row').filter({ hasText: 'Go to the boards' })).toContainText('G then B');
  // What scrolls has the focus, so that arrows scroll it.
  await expect(list.locator('.dialog-body')).toBeFocused();
  await keyboard.press('Escape');
  await expect(a.page.getByRole('dialog')).toHaveCount(0);
});

test('the focus stays on the board when the card goes', async ({ stage }) => {
  stage.watch.expect(409, /\/move$/);
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  const { keyboard } = a.page;
  // Somebody else moves it: the focus goes along.
  await a.title('Two').focus();
  const two = await ws.task('Two');
  const { id: done } = await ws.column('Done');
  await ws.owner.call('POST', ws.at(`/tasks/${two.id}/move`), { column_id: done });
  await a.hasExactly('Done', ['Two']);
  await expect(a.title('Two')).toBeFocused();
  // Somebody else deletes it: the next one has it.
  await a.title('One').focus();
  await ws.owner.call('DELETE', ws.at(`/tasks/${(await ws.task('One')).id}`));
  await a.hasExactly('To do', ['Three']);
  await expect(a.title('Three')).toBeFocused();
  // It is refused and comes back, with the focus.
  await ws.limit('Done', 1);
  await expect(a.column('Done').getByRole('img', { name: '1 task, limit 1' })).toBeVisible();
  await keyboard.press('s');
  await a.page.getByRole('menuitemradio', { name: 'Done' }).click();
  await expect(a.notices.getByRole('alert')).toContainText('moved back to To do');
  await expect(a.title('Three')).toBeFocused();
  // The browser's way back closes the panel.
  await keyboard.press('Enter');
  await expect(a.panel).toBeVisible();
  await a.page.goBack();
  await expect(a.panel).toHaveCount(0);
  await expect(a.title('Three')).toBeFocused();
});

test('a card that is deleted while it is lifted leaves the focus to the next', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  const { keyboard } = a.page;
  await a.title('One').focus();
  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  await a.hasExactly('In progress', ['One']);
  await ws.owner.call('DELETE', ws.at(`/tasks/${(await ws.task('One')).id}`));
  await a.hasExactly('In progress', []);
  await keyboard.press('Space');
  await expect(a.page.locator('#dnd-live')).toHaveText('The card is gone.');
  await expect(a.title('Two')).toBeFocused();
});

test('a card that somebody moves while the keys hold it is told of, and goes where it is dropped', async ({ stage }) => {
  const { a, ws, theo } = await stage.pair('One', 'Two');
  const { keyboard } = a.page;
  const { id } = await ws.task('One');
  await a.title('One').focus();
  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  await a.hasExactly('In progress', ['One']);
  await theo.call('POST', ws.at(`/tasks/${id}/move`), { column_id: (await ws.column('Done')).id });
  await expect(a.page.locator('#dnd-live')).toHaveText('Theo moved “One” to Done. Your drop will override this.');
  await expect(a.notices.getByRole('status').filter({ hasText: 'Theo moved “One” to Done' })).toBeVisible();
  await a.hasExactly('In progress', ['One']);
  await expect(a.title('One')).toBeFocused();
  await keyboard.press('Space');
  await a.hasExactly('In progress', ['One']);
  await expect.poll(() => ws.titles('In progress')).toEqual(['One']);
});

test('a card that the filter leaves out takes no key that is meant for another', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  const { keyboard } = a.page;
  await a.open(`${ws.boardPath}?status=todo`);
  await a.title('One').focus();
  await keyboard.press('s');
  await a.page.getByRole('menu', { name: 'Status' }).getByRole('menuitemradio', { name: 'Done' }).press('Enter');
  await a.hasExactly('To do', ['Two', 'Three']);
  await expect(a.title('Two')).toBeFocused();

  // Its panel is closed where it is not on the board; it is not waited for until the filter goes.
  const { id } = await ws.task('One');
  await a.page.goto(`${ws.boardPath}/t/${id}?status=todo`);
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One');
  await keyboard.press('Escape');
  await expect(a.panel).toHaveCount(0);
  await expect(a.page.getByRole('main')).toBeFocused();
  await a.page.getByRole('button', { name: 'Clear filters' }).click();
  await a.hasExactly('Done', ['One']);
  await a.title('Three').focus();
  await keyboard.press('Delete');
  await a.hasExactly('To do', ['Two']);
  await a.hasExactly('Done', ['One']);
  await expect.poll(() => ws.titles('Done')).toEqual(['One']);
});

test('arrows leave what has no caret in a toolbar, such as a checkbox', async ({ stage }) => {
  const { a } = await stage.one(['One']);
  const bar = a.page.getByRole('toolbar', { name: 'View' });
  await expect(bar.getByRole('textbox', { name: 'Filter' })).toBeVisible();
  // No bar of ours holds one so far.
  await bar.evaluate((bar) => {
    for (const type of ['checkbox', 'radio']) {
      const input = Object.assign(document.createElement('input'), { type });
      input.setAttribute('aria-label', type);
      bar.append(input);
    }
  });
  const [checkbox, radio] = [bar.getByRole('checkbox'), bar.getByRole('radio')];
  await checkbox.focus();
  await a.page.keyboard.press('ArrowRight');
  await expect(radio).toBeFocused();
  await a.page.keyboard.press('ArrowLeft');
  await expect(checkbox).toBeFocused();
  await a.page.keyboard.press('End');
  await expect(radio).toBeFocused();
  // An arrow that walks the bar chooses nothing.
  await expect(radio).not.toBeChecked();
});

test('a toolbar is one tab stop, and arrows walk it', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two']);
  const { keyboard } = a.page;
  const bar = a.page.getByRole('toolbar', { name: 'View' });
  const filter = bar.getByRole('textbox', { name: 'Filter' });
  const last = bar.getByRole('button').last();
  const mine = bar.getByRole('button', { name: 'Only mine' });
  await filter.focus();
  await keyboard.type('o');
  // Within the text the arrows are the caret's.
  await keyboard.press('ArrowLeft');
  await expect(filter).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(last).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(filter).toBeFocused();
  await keyboard.press('End');
  await keyboard.press('ArrowRight');
  await expect(filter).not.toBeFocused();
  await keyboard.press('End');
  await expect(last).toBeFocused();
  await keyboard.press('Home');
  await expect(filter).toBeFocused();

  // What is there for a time is one of the items. When it goes with what it did, the bar can be reached as before.
  const clear = bar.getByRole('button', { name: 'Clear' });
  await clear.focus();
  await keyboard.press('Tab');
  await expect(bar.locator(':focus')).toHaveCount(0);
  await keyboard.press('Shift+Tab');
  await expect(last).toBeFocused();
  await clear.focus();
  await keyboard.press('Enter');
  await expect(filter).toBeFocused();
  await mine.focus();
  await keyboard.press('Shift+Tab');
  await expect(bar.locator(':focus')).toHaveCount(0);
  await keyboard.press('Tab');
  await expect(filter).toBeFocused();

  // The bar over marked cards is one, too, and its menus keep their own arrows.
  await a.title('One').focus();
  await keyboard.press('x');
  const marked = a.page.getByRole('toolbar', { name: /selected/ });
  await marked.getByRole('button', { name: 'Status' }).focus();
  await keyboard.press('ArrowRight');
  await expect(marked.getByRole('button', { name: 'Assignees' })).toBeFocused();
  await keyboard.press('Tab');
  await expect(marked.locator(':focus')).toHaveCount(0);
});
