import { BoardScreen } from '../support/board';
import { expect, test } from '../support/fixtures';
import { Held, letGo } from '../support/held';
import { some } from '../support/workspace';

test('a role is changed where it stands, and holds at once in the other window', async ({ stage }) => {
  const { b, ws, mira } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/members'));
  await b.page.goto(ws.path('/members'));
  await expect(b.page.getByRole('table', { name: 'Members' }).getByRole('row')).toHaveCount(3);
  await expect(b.page.getByRole('button', { name: 'Invite people' })).toHaveCount(0);
  await expect(a.getByText(/only owner/i)).toBeVisible();
  await a.getByRole('combobox', { name: 'Role of Theo Brandt' }).selectOption('Admin');
  // The pointer on it keeps it there, however late the other sees what it takes back.
  await a.getByText('Theo Brandt is an admin now').hover();
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

test('a change that is refused brings nobody back who was removed meanwhile', async ({ stage }) => {
  stage.watch.expect(404, /\/members\//);
  const { ws, mira, theo } = await stage.pair();
  const a = await stage.page(mira, ws.path('/members'));
  const rows = a.getByRole('table', { name: 'Members' }).getByRole('row');
  const held = await Held.of(a, 'PATCH', /\/members\//);
  await a.getByRole('combobox', { name: 'Role of Theo Brandt' }).selectOption('Admin');
  const change = await held.next();
  await mira.call('DELETE', ws.at(`/members/${theo.user.id}`));
  await expect(rows).toHaveCount(2);
  await letGo(a, change, (route) => route.continue());
  await expect(a.getByText('The role of Theo Brandt was not changed')).toBeVisible();
  await expect(rows).toHaveCount(2);
});

test('an answer that comes late takes nothing back of what was told since', async ({ stage }) => {
  const { ws, mira, theo } = await stage.pair();
  const a = await stage.page(mira, ws.path('/members'));
  const role = a.getByRole('combobox', { name: 'Role of Theo Brandt' });
  const held = await Held.of(a, 'PATCH', /\/members\//);
  await role.selectOption('Admin');
  await expect(a.getByText('Theo Brandt is an admin now')).toBeVisible();
  const change = await held.next();
  const answer = await change.fetch();
  await mira.call('PATCH', ws.at(`/members/${theo.user.id}`), { role: 'guest' });
  await expect(role).toHaveValue('guest');
  // Nor does anything say any longer what is so no more.
  await expect(a.getByText('Theo Brandt is an admin now')).toHaveCount(0);
  await letGo(a, change, (route) => route.fulfill({ response: answer }));
  await expect(role).toHaveValue('guest');
});

test('a change that nobody answers is sent again', async ({ stage }) => {
  stage.watch.expect('network', /\/members\//);
  const { ws, mira } = await stage.pair();
  const a = await stage.page(mira, ws.path('/members'));
  const role = a.getByRole('combobox', { name: 'Role of Theo Brandt' });
  const held = await Held.of(a, 'PATCH', /\/members\//);
  await role.selectOption('Admin');
  const change = await held.next();
  await expect(role).toHaveValue('admin');
  await letGo(a, change, (route) => route.abort());
  const again = await held.next();
  await expect(role).toHaveValue('admin');
  const answered = a.waitForResponse((response) => response.request() === again.request());
  await letGo(a, again, (route) => route.continue());
  expect((await answered).ok()).toBe(true);
  await a.reload();
  await expect(role).toHaveValue('admin');
});

test('all who are invited are listed', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const emails = Array.from({ length: 120 }, () => stage.email('Noor'));
  await some(emails.length, (n) => ws.invite(emails[n] ?? ''));
  const a = await stage.page(mira, ws.path('/members'));
  const table = a.getByRole('table', { name: 'Pending invitations' });
  await expect(table.locator('tbody tr')).toHaveCount(emails.length);
  for (const email of [emails[0], emails.at(-1)]) await expect(table.getByText(email ?? '', { exact: true })).toBeVisible();
});

test('an invitation shows that something else is told of together with', async ({ stage }) => {
  stage.watch.expect(403, /\/api\/v1\//);
  stage.watch.expect('network', /\/api\/v1\//);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  stage.gateway.refuseSockets();
  const a = await stage.page(mira, undefined, { baseURL: stage.gateway.url });
  await a.goto(ws.path('/members'));
  await new BoardScreen(a).isLinked('Polling, 5 s');
  await expect(a.getByText('Nobody is waiting to join.')).toBeVisible();
  const held = await Held.of(a, 'GET', /\/events\?/);
  const poll = await held.next();
  const email = stage.email('Noor');
  await ws.invite(email);
  await ws.add('To do', 'One');
  await letGo(a, poll, (route) => route.continue());
  await expect(a.getByRole('table', { name: 'Pending invitations' }).getByText(email)).toBeVisible();
  stage.gateway.clear();
});

test('whoever is suspended is not counted among those the sidebar names', async ({ stage }) => {
  const { a, ws, theo } = await stage.pair();
  const sidebar = a.page.getByRole('navigation', { name: 'Workspace' });
  const count = (of: number) => sidebar.getByRole('link', { name: `Members ${of}`, exact: true });
  await expect(count(2)).toBeVisible();
  const suspend = (suspended: boolean) => ws.owner.call('PATCH', ws.at(`/members/${theo.user.id}`), { suspended });
  await suspend(true);
  await expect(sidebar.getByRole('link', { name: 'Theo Brandt' })).toHaveCount(0);
  await expect(count(1)).toBeVisible();
  await suspend(false);
  await expect(sidebar.getByRole('link', { name: 'Theo Brandt' })).toBeVisible();
  await expect(count(2)).toBeVisible();
});
