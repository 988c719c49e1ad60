import { expect, test } from '../support/fixtures';
import { carry, drag, drop, lift } from '../support/drag';
import { holdFrames } from '../support/frames';
import { Held, letGo } from '../support/held';

test('the mouse moves a card up, down and to the ends of its column', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three', 'Four']);
  await drag(a, 'Four', 'To do', { before: 'Two' });
  await a.hasExactly('To do', ['One', 'Four', 'Two', 'Three']);
  await drag(a, 'One', 'To do', { after: 'Three' });
  await a.hasExactly('To do', ['Four', 'Two', 'Three', 'One']);
  await drag(a, 'Three', 'To do', { before: 'Four' });
  await a.hasExactly('To do', ['Three', 'Four', 'Two', 'One']);
  await expect.poll(() => ws.titles('To do')).toEqual(['Three', 'Four', 'Two', 'One']);
});

test('a card is dropped beside what it passed last, and where the mouse is though no frame came since', async ({ stage }) => {
  const { a, ws, theo } = await stage.pair('One', 'Two', 'Three');
  await lift(a, 'One');
  const below = await a.card('Two').boundingBox();
  if (!below) throw new Error('Two is not on the screen');
  const sent = await Held.of(a.page, 'POST', /\/tasks\/[^/]+\/move$/);
  const frames = await holdFrames(a.page);
  await a.page.mouse.move(below.x + below.width / 2, below.y + below.height - 4, { steps: 2 });
  await a.page.mouse.up();
  await frames.release();
  await a.hasExactly('To do', ['Two', 'One', 'Three']);
  // Another moves the card that it came before, and hears of the drop only then.
  const request = await sent.next();
  const two = await ws.task('Two');
  await theo.call('POST', ws.at(`/tasks/${(await ws.task('Three')).id}/move`), { column_id: two.column_id, before: two.id });
  await letGo(a.page, request, (route) => route.continue());
  await expect.poll(() => ws.titles('To do')).toEqual(['Three', 'Two', 'One']);
  await a.leave();
  await a.hasExactly('To do', ['Three', 'Two', 'One']);
});

test('a card passes its neighbour once it has come half its way', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  const slot = a.column('To do').locator('.card-slot:not(.card-slot--source)');
  const [one, two] = [await a.card('One').boundingBox(), await a.card('Two').boundingBox()];
  if (!one || !two) throw new Error('they are not on the screen');
  const pitch = two.y - one.y;
  const { mouse } = a.page;
  const by = (part: number) => mouse.move(one.x + one.width / 2, one.y + one.height / 2 + part * pitch, { steps: 6 });
  await by(0);
  await mouse.down();
  await by(0.3);
  await expect(a.page.locator('.card.is-lifted')).toBeVisible();
  await expect(slot).toHaveCount(0);
  await by(0.8);
  await expect(slot).toBeVisible();
  // Back where it came from there is nothing to show.
  await by(0.2);
  await expect(slot).toHaveCount(0);
  await by(0.8);
  await drop(a);
  await a.hasExactly('To do', ['Two', 'One', 'Three']);
  await expect.poll(() => ws.titles('To do')).toEqual(['Two', 'One', 'Three']);
});

test('the mouse moves a card between two others of another column', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  await ws.add('Done', 'Over', 'Past');
  await a.hasExactly('Done', ['Over', 'Past']);
  await drag(a, 'Two', 'Done', { before: 'Past' });
  await a.hasExactly('Done', ['Over', 'Two', 'Past']);
  await expect.poll(() => ws.titles('Done')).toEqual(['Over', 'Two', 'Past']);
  expect((await ws.task('Two')).status).toBe('done');
  await expect(a.page.locator('#dnd-live')).toHaveText('Dropped in Done, 2 of 3.');
});

test('Escape sends the card back, and a click without a drag opens it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  await lift(a, 'One');
  await carry(a, 'Done');
  await a.page.keyboard.press('Escape');
  await drop(a);
  await a.hasExactly('To do', ['One', 'Two']);
  await a.hasExactly('Done', []);
  await a.openTask('One');
  expect(await ws.titles('To do')).toEqual(['One', 'Two']);
});

test('what others do while a card is in the hand does not move what lies under it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  await lift(a, 'One');
  await carry(a, 'To do', { after: 'Two' });
  await ws.add('To do', 'New');
  await ws.add('Done', 'Elsewhere');
  await expect(a.told('Mira', 'created', 'Elsewhere')).toBeVisible();
  await expect(a.titles('Done')).toHaveCount(0);
  await drop(a);
  await a.hasExactly('Done', ['Elsewhere']);
  await a.hasExactly('To do', ['Two', 'One', 'New']);
  await expect.poll(() => ws.titles('To do')).toEqual(['Two', 'One', 'New']);
});

test('the filter shows what matches, and a card dragged among the shown lands there', async ({ stage }) => {
  const { a } = await stage.one(['Alpha', 'Beta', 'Alps']);
  await a.page.keyboard.press('f');
  await a.page.getByRole('textbox', { name: 'Filter' }).fill('alp');
  await a.hasExactly('To do', ['Alpha', 'Alps']);
  await drag(a, 'Alps', 'To do', { before: 'Alpha' });
  await a.hasExactly('To do', ['Alps', 'Alpha']);
  await a.page.getByRole('button', { name: 'Clear filter' }).click();
  await a.hasExactly('To do', ['Alps', 'Alpha', 'Beta']);
});

test('a card lands in the column under the pointer, also where somebody moved the columns meanwhile', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { mouse } = a.page;
  await lift(a, 'One');
  await carry(a, 'Done');
  const box = await a.list('Done').boundingBox();
  if (!box) throw new Error('it is not on the screen');
  const at = async (column: string) => ws.at(`/boards/${ws.boardId}/columns/${(await ws.column(column)).id}`);
  await ws.owner.call('POST', `${await at('Blocked')}/move`, { before: (await ws.column('To do')).id });
  await expect(a.page.locator('.column h2')).toHaveText(['Blocked', 'To do', 'In progress', 'Done']);
  // The hand trembles where it is, while the columns come to rest.
  const slot = a.column('In progress').locator('.card-slot:not(.card-slot--source)');
  let by = 1;
  await expect
    .poll(async () => {
      by = -by;
      await mouse.move(box.x + box.width / 2 + by, box.y + box.height / 2);
      return slot.count();
    })
    .toBe(1);
  await drop(a);
  await a.hasExactly('In progress', ['One']);
  await expect.poll(() => ws.titles('In progress')).toEqual(['One']);
});
