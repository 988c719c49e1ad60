import { expect, test, unique } from '../support/fixtures';
import { BoardScreen } from '../support/board';

test('a workspace that was deleted is restored by its owner, and is there again for all', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { b, ws, mira } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/settings'));
  await a.getByRole('button', { name: 'Delete workspace' }).click();
  const dialog = a.getByRole('dialog', { name: `Delete ${ws.name}?` });
  await dialog.getByRole('textbox').fill(ws.name);
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await expect(a.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();
  await expect(b.page.getByRole('heading', { name: `${ws.name} was deleted` })).toBeVisible();
  // Whoever may not restore it is not offered to.
  await expect(b.page.getByRole('button', { name: /^Restore/ })).toHaveCount(0);

  await a.getByRole('button', { name: `Restore ${ws.name}` }).click();
  await expect(a.getByText(`${ws.name} restored`)).toBeVisible();
  await new BoardScreen(a).hasExactly('To do', ['One']);
  await b.page.getByRole('button', { name: `Go to ${ws.name}` }).click();
  await b.hasExactly('To do', ['One']);
  await ws.add('To do', 'Two');
  await b.hasExactly('To do', ['One', 'Two']);
});

test('the list of workspaces gives back those that were deleted', async ({ stage }) => {
  const { mira, ws, a } = await stage.one(['One']);
  const other = await stage.workspace('Nightingale', mira);
  await mira.call('DELETE', other.at(''));
  const open = () => a.page.getByRole('button', { name: `${ws.name}, switch workspace` }).click();
  await open();
  await a.page.getByRole('menuitem', { name: `Restore ${other.name}` }).click();
  await expect(a.page).toHaveURL(new RegExp(`${other.boardPath}$`));
  await expect(a.page.getByRole('button', { name: `${other.name}, switch workspace` })).toBeVisible();
});

test('a link to a former address of the workspace leads to the same task in it', async ({ stage }) => {
  const { mira, ws } = await stage.one(['One']);
  const task = await ws.task('One');
  const slug = unique('Field').toLowerCase().replaceAll(' ', '-');
  await mira.call('PATCH', ws.at(''), { slug });
  const page = await stage.page(mira, `${ws.boardPath}/t/${task.id}`);
  await expect(page).toHaveURL(new RegExp(`/w/${slug}/b/[^/]+/t/${task.id}$`));
  await expect(new BoardScreen(page).panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One');
  // So does its key, of now and of before.
  await mira.call('PATCH', ws.at(''), { task_prefix: 'FLD' });
  for (const key of [task.key, task.key.replace(/^[A-Z]+/, 'FLD')]) {
    await page.goto(ws.path(`/t/${key}`));
    await expect(page).toHaveURL(new RegExp(`/w/${slug}/b/[^/]+/t/${task.id}$`));
  }
  await page.goto(ws.path('/members?invite'));
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/w/${slug}/members`));
});
