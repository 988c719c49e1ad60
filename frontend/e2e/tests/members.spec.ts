import { expect, test } from '../support/fixtures';

test('a role is changed where it stands, and holds at once in the other window', async ({ stage }) => {
  const { b, ws, mira } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/members'));
  await b.page.goto(ws.path('/members'));
  await expect(b.page.getByRole('button', { name: 'Invite people' })).toHaveCount(0);
  await expect(a.getByText(/only owner/i)).toBeVisible();
  await a.getByRole('combobox', { name: 'Role of Theo Brandt' }).selectOption('Admin');
  await expect(a.getByText('Theo Brandt is an admin now')).toBeVisible();
  await expect(b.page.getByRole('button', { name: 'Invite people' }).first()).toBeVisible();
  await a.getByRole('button', { name: /^Undo/ }).click();
  await expect(b.page.getByRole('button', { name: 'Invite people' })).toHaveCount(0);
});

test('an invitation is revoked, and its link is dead', async ({ stage }) => {
  stage.watch.expect(404, /\/invitations\//);
  stage.watch.expect(409, /\/invitations\//);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const email = stage.email('Noor');
  const link = await ws.invite(email);
  const a = await stage.page(mira, ws.path('/members'));
  await a.getByRole('button', { name: `Revoke the invitation of ${email}` }).click();
  await expect(a.getByText('Invitation revoked')).toBeVisible();
  await expect(a.getByText('Nobody is waiting to join.')).toBeVisible();
  const b = await stage.stranger();
  await b.goto(link);
  await expect(b.getByRole('heading', { name: 'This invitation can no longer be used' })).toBeVisible();
});

test('members are found by name and by role, also after a reload', async ({ stage }) => {
  const { ws, mira } = await stage.two();
  const a = await stage.page(mira, ws.path('/members'));
  const rows = a.getByRole('table', { name: 'Members' }).getByRole('row');
  const [find, role] = [a.getByRole('searchbox', { name: 'Find a member' }), a.getByLabel('Show only this role')];
  await expect(rows).toHaveCount(3);
  await find.fill('theo');
  await expect(rows).toHaveCount(2);
  await role.selectOption('owner');
  await expect(rows).toHaveCount(1);
  await expect(a).toHaveURL(/\/members\?q=theo&role=owner$/);
  await a.reload();
  await expect(find).toHaveValue('theo');
  await expect(role).toHaveValue('owner');
  await a.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows).toHaveCount(3);
  await expect(a).toHaveURL(/\/members$/);
});
