import { expect, test } from '../support/fixtures';

test('who types on while a clash arrives keeps every letter and the caret, and sends what stands there', async ({ stage }) => {
  stage.watch.expect(412, /\/tasks\//);
  const { b, ws } = await stage.two('One');
  const { id } = await ws.task('One');
  await b.openTask('One');
  const title = b.panel.getByRole('textbox', { name: 'Title' });
  // What Theo writes is sent only after Mira's, however long his pause is.
  let go = () => {};
  let held = new Promise<void>((done) => (go = done));
  await b.page.route(/\/tasks\/[^/]+$/, async (route) => {
    if (route.request().method() === 'PATCH') await held;
    await route.continue();
  });
  await title.press('End');
  await title.pressSequentially(', by Theo');
  await title.press('Home');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: 'One, by Mira' });
  go();
  const clash = b.panel.getByRole('alert').filter({ hasText: 'Mira changed this too' });
  await expect(clash).toContainText('One, by Mira');
  await title.pressSequentially('Not ');
  await expect(title).toHaveValue('Not One, by Theo');
  await expect(title).toBeFocused();
  expect(await title.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(4);
  // The other goes on writing too.
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: 'One, by Mira again' });
  await expect(clash).toContainText('One, by Mira again');
  // Over a reload both are still there.
  await b.page.reload();
  await expect(title).toHaveValue('Not One, by Theo');
  await expect(clash).toContainText('One, by Mira again');
  await clash.getByRole('button', { name: 'Keep mine' }).click();
  await expect(clash).toHaveCount(0);
  await expect.poll(() => ws.titles('To do')).toEqual(['Not One, by Theo']);

  held = new Promise((done) => (go = done));
  await title.fill('Mine again');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: 'Theirs' });
  go();
  await clash.getByRole('button', { name: 'Use theirs' }).click();
  await expect(title).toHaveValue('Theirs');
  await expect(clash).toHaveCount(0);
  expect(await ws.titles('To do')).toEqual(['Theirs']);
});

test('a field that is only read follows what others write, with its caret among the same words', async ({ stage }) => {
  const { b, ws } = await stage.two('One two');
  const { id } = await ws.task('One two');
  await b.openTask('One two');
  const title = b.panel.getByRole('textbox', { name: 'Title' });
  await title.focus();
  await title.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 4));
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: 'Number One two' });
  await expect(title).toHaveValue('Number One two');
  expect(await title.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(11);
});

test('a text that was saved stays while its writer is in its field, and what others write is told beside it', async ({ stage }) => {
  const { b, ws } = await stage.two('One');
  const { id } = await ws.task('One');
  const changed = (patch: object) => ws.owner.call('PATCH', ws.at(`/tasks/${id}`), patch);
  await b.openTask('One');
  const title = b.panel.getByRole('textbox', { name: 'Title' });
  const note = b.panel.getByRole('status').filter({ hasText: 'Mira changed this after yours was saved' });
  await title.press('End');
  await title.pressSequentially(', by Theo');
  await expect.poll(() => ws.titles('To do')).toEqual(['One, by Theo']);
  await changed({ title: 'By Mira' });
  await expect(note).toContainText('By Mira');
  await expect(title).toHaveValue('One, by Theo');
  await expect(title).toBeFocused();
  expect(await title.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe('One, by Theo'.length);
  // By the keyboard, which leaves the field on its way to the button.
  await note.getByRole('button', { name: 'Keep mine' }).press('Enter');
  await expect(note).toHaveCount(0);
  await expect(title).toBeFocused();
  await expect.poll(() => ws.titles('To do')).toEqual(['One, by Theo']);

  // The other keeps theirs too.
  await changed({ title: 'By Mira again' });
  await expect(note).toContainText('By Mira again');
  await expect(title).toHaveValue('One, by Theo');
  await note.getByRole('button', { name: 'Use theirs' }).click();
  await expect(title).toHaveValue('By Mira again');
  await expect(note).toHaveCount(0);
  expect(await ws.titles('To do')).toEqual(['By Mira again']);

  // What is typed on is a clash like any other.
  await title.fill('Theo once more');
  await expect.poll(() => ws.titles('To do')).toEqual(['Theo once more']);
  await changed({ title: 'Mira once more' });
  await expect(note).toBeVisible();
  await title.press('End');
  await title.pressSequentially('!');
  await expect(b.panel.getByRole('alert').filter({ hasText: 'Yours is not saved yet' })).toContainText('Mira once more');
  await b.panel.getByRole('button', { name: 'Use theirs' }).click();

  await b.panel.getByRole('button', { name: 'Add a description' }).click();
  const description = b.panel.getByRole('textbox', { name: 'Description' });
  await description.fill('Saved by Theo');
  await expect.poll(async () => (await ws.task('Mira once more')).description).toBe('Saved by Theo');
  await changed({ description: 'Replaced by Mira' });
  await expect(note).toContainText('Replaced by Mira');
  await expect(description).toHaveValue('Saved by Theo');
  await note.getByRole('button', { name: 'Use theirs' }).click();
  await expect(description).toHaveValue('Replaced by Mira');
  // Who has left the field follows.
  await description.fill('Theo is done');
  await expect.poll(async () => (await ws.task('Mira once more')).description).toBe('Theo is done');
  await title.focus();
  await changed({ description: 'Mira has the last word' });
  await expect(b.panel.getByText('Mira has the last word')).toBeVisible();
  await expect(note).toHaveCount(0);
});

test('what is saved of a form is not replaced under the caret either', async ({ stage }) => {
  const { a } = await stage.one([]);
  const { page } = a;
  await page.goto(a.page.url().replace(/\/b\/.*/, '/account'));
  const name = page.getByRole('main').getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Mira Vega');
  await name.press('Enter');
  await expect(page.getByText('Profile saved')).toBeVisible();
  await expect(name).toBeFocused();
  const other = await page.context().newPage();
  await other.goto(page.url());
  const elsewhere = other.getByRole('main').getByRole('textbox', { name: 'Name', exact: true });
  await elsewhere.fill('Mira Sol');
  await elsewhere.press('Enter');
  await expect(other.getByText('Profile saved')).toBeVisible();
  const note = page.getByRole('status').filter({ hasText: 'Elsewhere it is “Mira Sol” now.' });
  await expect(note).toBeVisible();
  await expect(name).toHaveValue('Mira Vega');
  await note.getByRole('button', { name: 'Discard' }).click();
  await expect(name).toHaveValue('Mira Sol');
  await expect(name).toBeFocused();
});

test('somebody who changes everything but the text all the time holds up no text', async ({ stage }) => {
  stage.watch.expect(412, /\/tasks\//);
  const { b, ws } = await stage.two('One');
  const { id } = await ws.task('One');
  await b.openTask('One');
  let goOn = true;
  const priorities = ['low', 'medium', 'high'];
  const storm = (async () => {
    for (let n = 0; goOn; n += 1) {
      await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { priority: priorities[n % 3] });
      await new Promise((on) => setTimeout(on, 80));
    }
  })();
  const title = b.panel.getByRole('textbox', { name: 'Title' });
  await title.press('End');
  await title.pressSequentially(' in the storm', { delay: 30 });
  await title.press('Enter');
  await expect.poll(() => ws.titles('To do')).toEqual(['One in the storm']);
  await b.panel.getByRole('button', { name: 'Add a description' }).click();
  const description = b.panel.getByRole('textbox', { name: 'Description' });
  await description.fill('Said in the storm');
  await title.focus();
  await expect.poll(async () => (await ws.task('One in the storm')).description).toBe('Said in the storm');
  goOn = false;
  await storm;
  await expect(title).toHaveValue('One in the storm');
  await expect(b.notices.getByRole('alert')).toHaveCount(0);
});

test('nothing is cut off: what is too long is told, stays, and is saved once it fits', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  await a.openTask('One');
  const title = a.panel.getByRole('textbox', { name: 'Title' });
  const violins = '🎻'.repeat(200);
  await title.fill(violins);
  await expect(a.panel.getByText('200 / 200')).toBeVisible();
  await expect.poll(() => ws.titles('To do')).toEqual([violins]);
  await title.fill(`${violins}!`);
  await expect(a.panel.getByRole('alert')).toHaveText('At most 200 characters; this has 201.');
  await a.panel.getByRole('button', { name: 'Add a description' }).click();
  const description = a.panel.getByRole('textbox', { name: 'Description' });
  await description.fill('x'.repeat(25_000));
  await expect(a.panel.getByText('At most 20000 characters; this has 25000.')).toBeVisible();
  await expect(a.panel.getByText('25000 / 20000')).toBeVisible();
  expect(await description.inputValue()).toHaveLength(25_000);
  await a.page.reload();
  await expect(title).toHaveValue(`${violins}!`);
  expect((await ws.task(violins)).description).toBe('');
  await a.panel.getByRole('button', { name: 'Write' }).click();
  await expect.poll(async () => (await description.inputValue()).length).toBe(25_000);
  await description.fill('x'.repeat(20_000));
  await title.fill(violins.replace('🎻', '🎺'));
  await title.press('Enter');
  await expect.poll(async () => (await ws.task(violins.replace('🎻', '🎺'))).description).toHaveLength(20_000);

  await a.closeTask();
  await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
  const fresh = a.page.getByRole('textbox', { name: 'Title of the new task' });
  await fresh.fill('y'.repeat(300));
  await expect(a.column('To do').getByRole('alert')).toHaveText('At most 200 characters; this has 300.');
  await fresh.press('Enter');
  expect(await fresh.inputValue()).toHaveLength(300);
  await fresh.fill('');
  await fresh.press('Escape');
  await a.page.getByRole('button', { name: 'Add column' }).click();
  const column = a.page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true });
  await column.fill('z'.repeat(41));
  await expect(a.page.getByRole('dialog').getByText('At most 40 characters; this has 41.')).toBeVisible();
  await expect(column).toHaveValue('z'.repeat(41));
});
