import { expect, test } from '../support/fixtures';
import { drag } from '../support/drag';
import { lookOut } from '../support/wait';

test.describe('what one does, the other sees without a reload, and the activity tells it', () => {
  test('create', async ({ stage }) => {
    const { a, b, ws } = await stage.two();
    await a.create('To do', 'Tune the violas', 'Book the hall');
    await b.hasExactly('To do', ['Tune the violas', 'Book the hall']);
    await expect(b.told('Mira', 'created', 'Book the hall')).toBeVisible();
    await expect(a.told('Mira', 'created', 'Book the hall')).toBeVisible();
    expect(await ws.titles('To do')).toEqual(['Tune the violas', 'Book the hall']);
  });

  test('title, description, priority', async ({ stage }) => {
    const { a, b, ws } = await stage.two('Tune the violas');
    await b.openTask('Tune the violas');
    await a.openTask('Tune the violas');

    await a.panel.getByRole('textbox', { name: 'Title' }).fill('Tune the cellos');
    await a.panel.getByRole('textbox', { name: 'Title' }).press('Enter');
    await expect(b.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('Tune the cellos');
    await expect(b.title('Tune the cellos')).toBeAttached();

    await a.panel.getByRole('button', { name: 'Add a description' }).click();
    await a.panel.getByRole('textbox', { name: 'Description' }).fill('Before **noon**, all of them.');
    await a.panel.getByRole('button', { name: 'Preview' }).click();
    await expect(b.panel.getByText('Before noon, all of them.')).toBeVisible();
    await expect(b.panel.locator('strong')).toHaveText('noon');

    await a.choose('Priority', 'High');
    await expect(b.panel.getByRole('button', { name: /^Priority/ })).toHaveText('High');
    await expect(b.card('Tune the cellos').getByRole('img', { name: 'High priority' })).toBeAttached();

    const task = await ws.task('Tune the cellos');
    expect(task).toMatchObject({ priority: 'high', description: 'Before **noon**, all of them.' });

    // Mira made it a moment ago: what she filled in is part of that.
    await b.closeTask();
    const made = b.told('Mira', 'created', 'Tune the cellos');
    await made.getByRole('button', { name: 'What changed' }).click();
    for (const words of ['Tune the violas', 'Before **noon**, all of them.', 'High']) await expect(made.getByText(words)).toBeVisible();
  });

  test('move within a column and across', async ({ stage }) => {
    const { a, b, ws } = await stage.two('One', 'Two', 'Three');
    await drag(a, 'Three', 'To do', { before: 'One' });
    await b.hasExactly('To do', ['Three', 'One', 'Two']);
    await drag(a, 'One', 'In progress');
    await b.hasExactly('To do', ['Three', 'Two']);
    await b.hasExactly('In progress', ['One']);
    await expect(b.told('Mira', 'moved', 'One', 'to In progress')).toBeVisible();
    expect(await ws.titles('To do')).toEqual(['Three', 'Two']);
    expect((await ws.task('One')).status).toBe('in_progress');
  });

  test('status and assignee from the panel', async ({ stage }) => {
    const { a, b, ws, theo } = await stage.two('Tune the violas');
    await a.openTask('Tune the violas');
    await a.choose('Assignees', 'Theo Brandt');
    await expect(b.card('Tune the violas').getByRole('img', { name: 'Theo Brandt' })).toBeVisible();
    await expect(b.told('Mira', 'assigned', 'Tune the violas', 'to Theo Brandt')).toBeVisible();
    await a.choose('Status', 'Blocked');
    await b.hasExactly('Blocked', ['Tune the violas']);
    expect(await ws.task('Tune the violas')).toMatchObject({ status: 'blocked', assignee_ids: [theo.user.id] });
  });

  test('delete, and undo', async ({ stage }) => {
    const { a, b, ws } = await stage.two('One', 'Two', 'Three');
    await a.title('Two').focus();
    await a.page.keyboard.press('Delete');
    const undo = a.notices.getByRole('button', { name: /^Undo/ });
    // What is offered goes after some seconds, but not from under the mouse.
    await undo.hover();
    await a.hasExactly('To do', ['One', 'Three']);
    await b.hasExactly('To do', ['One', 'Three']);
    await expect(b.told('Mira', 'deleted', 'Two')).toBeVisible();
    await undo.click();
    await a.hasExactly('To do', ['One', 'Two', 'Three']);
    await b.hasExactly('To do', ['One', 'Two', 'Three']);
    // It is as it was, so there is nothing to tell.
    await expect(b.told('Mira', 'deleted', 'Two')).toHaveCount(0);
    await expect(b.told('restored')).toHaveCount(0);
    expect(await ws.titles('To do')).toEqual(['One', 'Two', 'Three']);
  });

  test('delete from the panel, and undo by key, while the other has the task open', async ({ stage }) => {
    const { a, b, ws } = await stage.two('One', 'Two');
    await b.openTask('Two');
    await a.openTask('Two');
    await a.panel.getByRole('button', { name: 'More' }).click();
    await a.page.getByRole('menuitem', { name: 'Delete task' }).click();
    await expect(b.panel.getByText(/^Deleted by Mira Solano, /)).toBeVisible();
    await a.hasExactly('To do', ['One']);
    await a.page.keyboard.press('z');
    await expect(b.panel.getByText(/^Deleted by/)).toBeHidden();
    await b.hasExactly('To do', ['One', 'Two']);
    expect(await ws.titles('To do')).toEqual(['One', 'Two']);
  });

  test('who looks at it, and whose change it was', async ({ stage }) => {
    const { a, b, ws, theo } = await stage.two('One', 'Two');
    await expect(a.page.getByRole('group', { name: 'Here now' }).getByRole('img', { name: 'Theo Brandt' })).toBeVisible();
    const marked = await lookOut(b.page, '.card-actor');
    await ws.owner.call('PATCH', ws.at(`/tasks/${(await ws.task('One')).id}`), { title: 'Renamed' });
    await marked();
    await expect(b.card('Renamed').locator('.card-actor')).toHaveCount(0);
    await b.page.context().close();
    await expect(a.page.getByRole('group', { name: 'Here now' })).toBeHidden();
    expect(theo.user.name).toBe('Theo Brandt');
  });

  test('columns and the board itself', async ({ stage }) => {
    const { a, b } = await stage.two('One');
    await a.page.getByRole('button', { name: 'Add column' }).click();
    const dialog = a.page.getByRole('dialog', { name: 'Add column' });
    await dialog.getByLabel('Name').fill('Review');
    await dialog.getByRole('button', { name: 'Add column' }).click();
    await expect(b.column('Review')).toBeVisible();
    await a.column('To do').getByRole('button', { name: 'To do options' }).click();
    await a.page.getByRole('menuitem', { name: 'Edit column' }).click();
    const edit = a.page.getByRole('dialog', { name: 'Edit column' });
    await edit.getByLabel('Name', { exact: true }).fill('Next');
    await edit.getByLabel('Limit').fill('5');
    await edit.getByRole('button', { name: 'Save' }).click();
    await expect(b.column('Next').getByRole('img', { name: '1 task, limit 5' })).toBeVisible();
  });
});
