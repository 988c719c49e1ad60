import { expect, test } from '../support/fixtures';
import { carry, drop, lift } from '../support/drag';
import { PHONE } from '../support/screens';
import { Finger } from '../support/touch';

test('what the filter hides after one’s own change is told, with a way to see it', async ({ stage }) => {
  const { a } = await stage.one(['Alpha', 'Alps', 'Beta']);
  await a.page.keyboard.press('f');
  await a.page.getByRole('textbox', { name: 'Filter' }).fill('alp');
  await a.hasExactly('To do', ['Alpha', 'Alps']);
  await a.rename('Alps', 'Pyrenees');
  await a.hasExactly('To do', ['Alpha']);
  const notice = a.notices.getByRole('status').filter({ hasText: '“Pyrenees” is hidden by the filter' });
  await notice.getByRole('button', { name: 'Show' }).click();
  await a.hasExactly('To do', ['Alpha', 'Pyrenees', 'Beta']);
  await expect(a.title('Pyrenees')).toBeFocused();
});

test('a limit is shown beside what the filter leaves', async ({ stage }) => {
  const { a, ws } = await stage.one(['Alpha', 'Beta']);
  await ws.limit('To do', 5);
  await expect(a.column('To do').getByRole('img', { name: '2 tasks, limit 5' })).toHaveText('2 / 5');
  await a.page.getByRole('textbox', { name: 'Filter' }).fill('alp');
  await expect(a.column('To do').getByRole('img', { name: '1 of 2 tasks, limit 5' })).toHaveText('1 of 2, limit 5');
});

test('the second click on Add task does not open what came under the pointer', async ({ stage }) => {
  const { a } = await stage.one(['One']);
  await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
  const field = a.page.getByRole('textbox', { name: 'Title of the new task' });
  await field.fill('Two');
  // A card may come to lie where the button was: the second click of the two goes to one.
  await a.page.locator('.quick [type=submit]').click();
  const two = a.title('Two');
  await two.hover();
  await a.page.mouse.down({ clickCount: 2 });
  await a.page.mouse.up({ clickCount: 2 });
  await expect(a.panel).toHaveCount(0);
  await two.click();
  await expect(a.panel).toBeVisible();
});

test('a second finger leaves the held card in the hand', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three'], PHONE);
  const finger = await Finger.of(a);
  const target = await a.card('One').boundingBox();
  await finger.hold('Three');
  await finger.tapWithAnother(200, 600);
  await expect(a.page.locator('.card.is-lifted')).toBeVisible();
  await finger.go((target?.x ?? 0) + 60, (target?.y ?? 0) + 4);
  await finger.leave();
  await a.hasExactly('To do', ['Three', 'One', 'Two']);
  await expect.poll(() => ws.titles('To do')).toEqual(['Three', 'One', 'Two']);
});

test('in a corner one edge scrolls at a time', async ({ stage }) => {
  const { a, ws } = await stage.one(Array.from({ length: 20 }, (_, n) => `Card ${n}`), { viewport: { width: 900, height: 600 } });
  for (const column of ['Review', 'Later', 'Never']) {
    await ws.owner.call('POST', ws.at(`/boards/${ws.boardId}/columns`), { name: column, category: 'todo' });
  }
  await expect(a.column('Never')).toBeAttached();
  await lift(a, 'Card 2');
  const scrolled = () =>
    a.page.evaluate(() => [document.querySelector('.board')?.scrollLeft ?? 0, document.querySelector('.column-list')?.scrollTop ?? 0]);
  const board = await a.page.locator('.board').boundingBox();
  if (!board) throw new Error('the board is not on the screen');
  // Far out at the side, and only just near the lower edge of the list.
  await a.page.mouse.move(board.x + board.width - 2, board.y + board.height - 40, { steps: 8 });
  await expect.poll(async () => (await scrolled())[0]).toBeGreaterThan(100);
  expect((await scrolled())[1]).toBe(0);
  await a.page.keyboard.press('Escape');
});

test('Back and Forward lead where one has been, and Escape leaves no dead step', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  const { page } = a;
  await page.goto(ws.path('/members'));
  await page.goto(ws.boardPath);
  await a.isShown();
  await a.openTask('One');
  await page.keyboard.press('Escape');
  await expect(a.panel).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`${ws.boardPath}$`));
  await expect(a.title('One')).toBeFocused();
  await page.goForward();
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One');
  // Walking is no step, and neither a reload nor another card makes the way back longer.
  await page.getByRole('complementary', { name: 'Task' }).focus();
  await page.keyboard.press('j');
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('Two');
  await page.reload();
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('Two');
  await a.title('One').click();
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One');
  await page.goBack();
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('Two');
  await page.goForward();
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One');
  await a.closeTask();
  await expect(page).toHaveURL(new RegExp(`${ws.boardPath}$`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(ws.path('/members')));
});

test('who opened a task by its address closes it to its board', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { id } = await ws.task('One');
  await a.page.goto(ws.path('/members'));
  await a.page.goto(`${ws.boardPath}/t/${id}`);
  await expect(a.panel).toBeVisible();
  await a.closeTask();
  await expect(a.page).toHaveURL(new RegExp(`${ws.boardPath}$`));
  await a.page.goBack();
  await expect(a.page).toHaveURL(new RegExp(ws.path('/members')));
});

test('somebody else moves or deletes the card in one’s hand: it is told, and the drop counts', async ({ stage }) => {
  const { a, ws, theo } = await stage.pair('One', 'Two');
  const one = await ws.task('One');
  await lift(a, 'One');
  await carry(a, 'In progress');
  await theo.call('POST', ws.at(`/tasks/${one.id}/move`), { column_id: (await ws.column('Done')).id });
  await expect(a.notices.getByRole('status').filter({ hasText: 'Theo moved “One” to Done' })).toBeVisible();
  await drop(a);
  await a.hasExactly('In progress', ['One']);
  await expect.poll(() => ws.titles('In progress')).toEqual(['One']);

  const two = await ws.task('Two');
  await lift(a, 'Two');
  await carry(a, 'In progress');
  await theo.call('DELETE', ws.at(`/tasks/${two.id}`));
  await expect(a.notices.getByRole('status').filter({ hasText: 'deleted “Two”' })).toBeVisible();
  await drop(a);
  await a.leave();
  await a.hasExactly('In progress', ['One']);
  await a.hasExactly('To do', []);
});

test('more marks than can be are told', async ({ stage }) => {
  const { a, ws, mira } = await stage.one(['First']);
  const { column_id } = (await ws.board()).tasks[0] ?? { column_id: '' };
  const make = (n: number) => mira.call('POST', ws.at('/tasks'), { board_id: ws.boardId, column_id, title: `Card ${n}` });
  for (let n = 0; n < 102; n += 6) await Promise.all(Array.from({ length: 6 }, (_, one) => make(n + one)));
  await expect(a.column('To do').getByRole('img', { name: '103 tasks' })).toBeVisible();
  await a.title('First').focus();
  await a.page.keyboard.press('x');
  await a.page.keyboard.press('Shift+End');
  await expect(a.notices.getByRole('status').filter({ hasText: 'You can select up to 100 tasks' })).toBeVisible();
  await expect(a.page.getByRole('toolbar', { name: '100 tasks selected' })).toBeVisible();
});

test('the page is not higher than the window', async ({ stage }) => {
  const { a } = await stage.one(['One']);
  const height = () => a.page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  expect(await height()).toBe(0);
});

test('three pasted lines are three tasks, or one where that is wanted', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { page } = a;
  await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
  const field = page.getByRole('textbox', { name: 'Title of the new task' });
  await field.fill('Violas\n\n  Cellos\nBasses\n');
  await page.getByRole('button', { name: 'Create 3 tasks' }).click();
  await a.hasExactly('To do', ['One', 'Violas', 'Cellos', 'Basses']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Violas', 'Cellos', 'Basses']);
  await field.fill('Harps\nand drums');
  await page.getByRole('button', { name: 'As one task' }).click();
  await a.hasExactly('To do', ['One', 'Violas', 'Cellos', 'Basses', 'Harps and drums']);
  await field.press('Escape');
  await page.keyboard.press('z');
  await page.keyboard.press('z');
  await a.hasExactly('To do', ['One']);
});

test('pasted lines are judged each on its own, and too many are refused before they are sent', async ({ stage }) => {
  const { a, ws } = await stage.one([]);
  await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
  const field = a.page.getByRole('textbox', { name: 'Title of the new task' });
  const form = a.page.locator('.quick');
  const fault = form.getByRole('alert');
  const make = (count: number) => form.getByRole('button', { name: `Create ${count} tasks` });
  // Longer than a title together, and none of them by itself.
  await field.fill(Array.from({ length: 12 }, (_, n) => `Part ${n} for the strings and winds`).join('\n'));
  await expect(make(12)).toBeEnabled();
  await expect(make(12)).toBeInViewport({ ratio: 1 });
  await expect(fault).toHaveCount(0);

  await field.fill(`One\n\n${'x'.repeat(201)}`);
  await expect(fault).toHaveText('Line 3: at most 200 characters; this has 201.');
  await expect(form.getByText('201 / 200')).toBeVisible();
  // All that is offered stands in the form, however narrow the column is.
  const cut = await form.evaluate((form) => {
    const edge = form.getBoundingClientRect().right;
    const offered = [...form.querySelectorAll('.row > *')];
    return offered.filter((one) => one.getBoundingClientRect().right > edge).map((one) => one.textContent);
  });
  expect(cut).toEqual([]);

  const many = 'Part\n'.repeat(101);
  await field.fill(many);
  await expect(fault).toHaveText('You can create up to 100 tasks at once; this is 101.');
  await expect(make(101)).toBeDisabled();
  await expect(make(101)).toBeInViewport({ ratio: 1 });
  await field.press('Enter');
  await expect(field).toHaveValue(many);

  await field.fill('First\nLast');
  await expect(fault).toHaveCount(0);
  await make(2).click();
  await a.hasExactly('To do', ['First', 'Last']);
  await expect.poll(() => ws.titles('To do')).toEqual(['First', 'Last']);
});

test('a notice that goes from under a pointer at rest lets the others go', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two', 'Three']);
  const dismiss = a.notices.getByRole('button', { name: 'Dismiss' });
  for (const [n, title] of ['One', 'Two'].entries()) {
    await a.title(title).focus();
    await a.page.keyboard.press('Delete');
    await expect(dismiss).toHaveCount(n + 1);
    // While the pointer rests on one, none goes.
    await dismiss.last().hover();
  }
  const boxes = await Promise.all((await dismiss.all()).map((button) => button.boundingBox()));
  const top = Math.min(...boxes.map((box) => box?.y ?? Number.POSITIVE_INFINITY));
  // Nothing comes to stand where the upper one was.
  await dismiss.nth(boxes.findIndex((box) => box?.y === top)).click();
  await expect(dismiss).toHaveCount(1);
  await expect(dismiss).toHaveCount(0);
});
