import { expect, test } from '../support/fixtures';

test('a dialog takes back nothing that somebody else changed while it was open', async ({ stage }) => {
  const { theo, ws, a } = await stage.pair('One');
  const { page } = a;
  const column = await ws.column('To do');
  await a.column('To do').getByRole('button', { name: 'To do options' }).click();
  await page.getByRole('menuitem', { name: 'Edit column' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit column' });
  await theo.call('PATCH', ws.at(`/boards/${ws.boardId}/columns/${column.id}`), { name: 'Soon', wip_limit: 7 });
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Soon');
  await expect(dialog.getByLabel('Limit')).toHaveValue('7');
  await dialog.getByRole('radio', { name: 'teal' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => ws.column('Soon')).toMatchObject({ name: 'Soon', wip_limit: 7, color: 'teal' });

  await page.getByRole('button', { name: 'Board options' }).click();
  await page.getByRole('menuitem', { name: 'Edit board' }).click();
  const board = page.getByRole('dialog', { name: 'Edit board' });
  await board.getByLabel('Name').fill('Mine');
  await ws.owner.call('PATCH', ws.at(`/boards/${ws.boardId}`), { name: 'Theirs', visibility: 'private' });
  await expect(board.getByText('Theirs')).toBeVisible();
  await expect(board.getByLabel('Name')).toHaveValue('Mine');
  await board.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => ws.board()).toMatchObject({ name: 'Mine', visibility: 'private' });
});

test('a switch shows what is so, also where the server does not answer', async ({ stage }) => {
  stage.watch.expect('network', /\/boards\/.*\/members\//);
  const { theo, ws, a } = await stage.pair('One');
  const members = /\/boards\/[^/]+\/members\//;
  await a.page.getByRole('button', { name: 'Board options' }).click();
  await a.page.getByRole('menuitem', { name: 'People' }).click();
  const person = a.page.getByRole('switch', { name: 'Theo Brandt is on this board' });
  await a.page.route(members, (route) => route.abort());
  await person.click();
  await expect(a.notices.getByRole('alert')).toBeVisible();
  await expect(person).not.toBeChecked();
  await a.page.unroute(members);
  await person.click();
  await expect(person).toBeChecked();
  const board = await ws.owner.call<{ member_ids: string[] }>('GET', ws.at(`/boards/${ws.boardId}`));
  expect(board.member_ids).toContain(theo.user.id);
});

test('what is typed while a form is saved stays', async ({ stage }) => {
  const { mira, ws } = await stage.one(['One']);
  const page = await stage.page(mira, ws.path('/settings'));
  let answer = () => {};
  const held = new Promise<void>((go) => (answer = go));
  await page.route(/\/workspaces\/[^/]+$/, async (route) => {
    if (route.request().method() === 'PATCH') await held;
    await route.continue();
  });
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Nightingale');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await name.fill('Nightingale and friends');
  answer();
  await expect(page.getByText('Workspace saved')).toBeVisible();
  await expect(name).toHaveValue('Nightingale and friends');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(() => mira.call('GET', ws.at())).toMatchObject({ name: 'Nightingale and friends' });
});
