import { expect, test } from '../support/fixtures';

test('letters after a press beside the field are written, and are no shortcuts', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { keyboard } = a.page;
  await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
  const field = a.page.getByRole('textbox', { name: 'Title of the new task' });
  await field.fill('Alpha');
  await a.page.locator('.quick [type=submit]').click();
  await a.hasExactly('To do', ['One', 'Alpha']);
  await expect(field).toBeFocused();
  // The first of these letters would take back what was just made.
  await keyboard.type('zebra');
  await expect(field).toHaveValue('zebra');
  await field.fill('Two\nlines');
  await a.page.getByRole('button', { name: 'As one task' }).click();
  await expect(field).toBeFocused();
  await keyboard.type('zoo');
  await expect(field).toHaveValue('zoo');
  await a.hasExactly('To do', ['One', 'Alpha', 'Two lines']);
  // What is closed leaves the focus to the last card.
  await field.fill('');
  await a.page.getByRole('button', { name: 'Close, Escape' }).click();
  await expect(a.title('Two lines')).toBeFocused();
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Alpha', 'Two lines']);
});

test('a clash that is settled by a press leaves the focus in the field', async ({ stage }) => {
  stage.watch.expect(412, /\/tasks\//);
  const { b, ws } = await stage.two('One');
  const { id } = await ws.task('One');
  await b.openTask('One');
  const title = b.panel.getByRole('textbox', { name: 'Title' });
  // What Theo writes is sent only after Mira's.
  let go = () => {};
  let held = Promise.resolve();
  await b.page.route(/\/tasks\/[^/]+$/, async (route) => {
    if (route.request().method() === 'PATCH') await held;
    await route.continue();
  });
  for (const [press, mine, theirs, stays] of [
    ['Keep mine', 'Mine', 'Theirs', 'Mine'],
    ['Use theirs', 'Mine again', 'Theirs again', 'Theirs again'],
  ] as const) {
    held = new Promise((done) => (go = done));
    await title.fill(mine);
    await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: theirs });
    go();
    await b.panel.getByRole('button', { name: press }).click();
    await expect(title).toBeFocused();
    await expect(title).toHaveValue(stays);
    await expect.poll(() => ws.titles('To do')).toEqual([stays]);
  }
});

test('a control that goes as it is pressed leaves the focus to what is beside it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  const { keyboard } = a.page;
  await a.open(`${ws.boardPath}?status=todo`);
  await a.page.getByRole('button', { name: 'Clear filters' }).press('Enter');
  await expect(a.page.getByRole('textbox', { name: 'Filter' })).toBeFocused();
  await a.open(`${ws.boardPath}?status=todo`);
  await a.page.locator('.filter-clear').press('Enter');
  await expect(a.page.getByRole('button', { name: 'Filter by status' })).toBeFocused();

  // The bar goes with the cards that the filter leaves out.
  await a.open(`${ws.boardPath}?status=todo`);
  await a.title('One').focus();
  await keyboard.press('x');
  const bar = a.page.getByRole('toolbar', { name: /selected/ });
  await bar.getByRole('button', { name: 'Status' }).click();
  await a.page.getByRole('menuitemradio', { name: 'Done' }).press('Enter');
  await a.hasExactly('To do', ['Two', 'Three']);
  await expect(bar).toHaveCount(0);
  await expect(a.title('Two')).toBeFocused();

  await a.openTask('Two');
  await a.panel.getByRole('textbox', { name: 'Title' }).fill('Two and a half');
  await keyboard.press('Enter');
  await expect(a.panel.getByRole('group', { name: 'Title' })).toBeFocused();
  await expect.poll(() => ws.titles('To do')).toEqual(['Two and a half', 'Three']);
});

test('who is done with a text stays at it, and goes on from there', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { keyboard } = a.page;
  await a.openTask('One');
  const title = a.panel.getByRole('textbox', { name: 'Title' });
  const around = a.panel.getByRole('group', { name: 'Title' });
  await title.fill('One and a half');
  for (const key of ['Enter', 'Escape']) {
    await keyboard.press(key);
    await expect(around).toBeFocused();
    await keyboard.press('Enter');
    await expect(title).toBeFocused();
  }
  const add = a.panel.getByRole('button', { name: 'Add a description' });
  const write = a.panel.getByRole('button', { name: 'Write' });
  const text = a.panel.getByRole('textbox', { name: 'Description' });
  await add.press('Enter');
  await expect(text).toBeFocused();
  await keyboard.press('Escape');
  await expect(add).toBeFocused();
  await add.press('Enter');
  await a.panel.getByRole('button', { name: 'Preview' }).click();
  await expect(add).toBeFocused();
  await add.press('Enter');
  await keyboard.type('Bring the violas');
  await keyboard.press('Escape');
  await expect(write).toBeFocused();
  await expect.poll(async () => (await ws.task('One and a half')).description).toBe('Bring the violas');
  await write.press('Enter');
  await expect(text).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(a.panel).toHaveCount(0);
});

test('who writes no task after all goes on where they began it', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two']);
  const { keyboard } = a.page;
  const field = a.page.getByRole('textbox', { name: 'Title of the new task' });
  const done = a.column('Done');
  const openers = [
    a.page.getByRole('button', { name: 'New task' }),
    done.getByRole('button', { name: 'Add task to Done' }),
    done.getByRole('button', { name: 'Add task', exact: true }),
  ];
  // A card that one was on before has no part in it.
  await a.title('Two').focus();
  for (const opener of openers) {
    await opener.press('Enter');
    await expect(field).toBeFocused();
    await keyboard.press('Escape');
    await expect(opener).toBeFocused();
    await opener.click();
    await expect(field).toBeFocused();
    await a.page.getByRole('button', { name: 'Close, Escape' }).click();
    await expect(opener).toBeFocused();
  }
  await a.title('Two').focus();
  await keyboard.press('c');
  await expect(field).toBeFocused();
  await keyboard.press('Escape');
  await expect(a.title('Two')).toBeFocused();
});

test('C makes a task in the column that the focus is in, and an empty one says so only there', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { keyboard } = a.page;
  const done = a.column('Done');
  const name = done.getByRole('button', { name: 'Done', exact: true });
  const field = done.getByRole('textbox', { name: 'Title of the new task' });
  await a.title('One').focus();
  await expect(done.getByText('Nothing done yet. Drag a card here, or add a task.')).toBeVisible();
  await name.focus();
  await expect(done.getByText('Nothing done yet. Drag a card here, or press C.')).toBeVisible();
  await keyboard.press('c');
  await expect(field).toBeFocused();
  await keyboard.press('Escape');
  await expect(name).toBeFocused();
  await keyboard.press('c');
  await expect(field).toBeFocused();
  // Nothing is written yet, and the field waits for it.
  await keyboard.press('Enter');
  await expect(field).toBeFocused();
  await keyboard.type('Two');
  await keyboard.press('Enter');
  await expect(field).toHaveValue('');
  await keyboard.press('Enter');
  await expect(field).toBeFocused();
  await keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(a.title('Two')).toBeFocused();
  await expect.poll(() => ws.titles('Done')).toEqual(['Two']);
});

test('who goes on by a key before the focus is back on a card keeps where they went', async ({ stage }) => {
  const { a } = await stage.one(['One']);
  const { page } = a;
  const field = page.getByRole('textbox', { name: 'Title of the new task' });
  /** Leaves the new task and presses another key before the next frame; then lets the frames pass in which the focus would come back. */
  const leaveAndPress = (key: string) =>
    page.evaluate(async (key) => {
      const press = (key: string) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
        );
      press('Escape');
      await new Promise((done) => setTimeout(done));
      press(key);
      for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
    }, key);
  const places = [
    ['f', page.getByRole('textbox', { name: 'Filter' })],
    ['c', field],
    ['m', page.getByRole('menu', { name: 'Move to' }).getByRole('menuitem').first()],
  ] as const;
  for (const [key, place] of places) {
    await a.title('One').focus();
    await page.keyboard.press('c');
    await expect(field).toBeFocused();
    await leaveAndPress(key);
    await expect(place).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(place.and(page.locator(':focus'))).toHaveCount(0);
  }
});
