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
  for (const [press, told] of [['Keep mine', 'Mine'], ['Use theirs', 'Theirs']] as const) {
    await title.fill('Mine');
    await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title: press === 'Keep mine' ? 'Other' : 'Theirs' });
    await b.panel.getByRole('button', { name: press }).click();
    await expect(title).toBeFocused();
    await expect(title).toHaveValue(told);
    await expect.poll(() => ws.titles('To do')).toEqual([told]);
    await title.press('Escape');
    await b.closeTask();
    await b.openTask(told);
  }
});
