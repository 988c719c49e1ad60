import { type Page } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { expect, test } from '../support/fixtures';

/** Chooses from one of the toolbar's menus, which stays open for more. */
async function choose(page: Page, filter: string, ...values: string[]) {
  await page.getByRole('button', { name: new RegExp(`^Filter by ${filter}`) }).click();
  for (const value of values) await page.getByRole('menuitemcheckbox', { name: value }).click();
  await page.keyboard.press('Escape');
}

test('a view of the board is a link: over reload, Back and Forward, and for somebody else', async ({ stage }) => {
  const { a, theo, ws } = await stage.pair('One', 'Two', 'Three');
  const [one, two] = await Promise.all(['One', 'Two'].map((title) => ws.task(title)));
  await theo.call('PATCH', ws.at(`/tasks/${one?.id}`), { assignee_ids: [theo.user.id], priority: 'high' });
  await theo.call('PATCH', ws.at(`/tasks/${two?.id}`), { assignee_ids: [ws.owner.user.id], priority: 'low' });
  const { page } = a;
  // The address may follow what is shown.
  const asked = (field: string) => () => new URL(page.url()).searchParams.get(field);

  await choose(page, 'assignee', 'Theo Brandt');
  await a.hasExactly('To do', ['One']);
  await expect(page.getByRole('button', { name: 'Filter by assignee: Theo' })).toBeVisible();
  await choose(page, 'priority', 'High', 'Low');
  await expect.poll(asked('priority')).toBe('high,low');
  await a.hasExactly('To do', ['One']);
  await page.reload();
  await a.isShown();
  await a.hasExactly('To do', ['One']);
  // A task opens over this view, and closing it leads back to it.
  await a.openTask('One');
  await expect.poll(asked('priority')).toBe('high,low');
  await a.closeTask();
  await a.hasExactly('To do', ['One']);
  await page.getByRole('button', { name: 'Remove filter: Assignee' }).click();
  await a.hasExactly('To do', ['One', 'Two']);
  await page.goBack();
  await a.hasExactly('To do', ['One']);
  await page.goForward();
  await a.hasExactly('To do', ['One', 'Two']);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
  await expect.poll(() => new URL(page.url()).search).toBe('');

  // One's own are those of whoever follows the link.
  await page.getByRole('button', { name: 'Only mine' }).click();
  await a.hasExactly('To do', ['Two']);
  await expect.poll(asked('who')).toBe('me');
  const b = new BoardScreen(await stage.page(theo));
  await b.open(new URL(page.url()).pathname + new URL(page.url()).search);
  await b.hasExactly('To do', ['One']);
});

test('several filters hold together, and where nothing passes it is said', async ({ stage }) => {
  const { a, mira, ws } = await stage.one(['One', 'Two']);
  const one = await ws.task('One');
  await mira.call('PATCH', ws.at(`/tasks/${one.id}`), { assignee_ids: [mira.user.id] });
  const { page } = a;
  await choose(page, 'assignee', 'Nobody');
  await a.hasExactly('To do', ['Two']);
  // It asks for one's own in the place of nobody's.
  await page.getByRole('button', { name: 'Only mine' }).click();
  await a.hasExactly('To do', ['One']);
  await expect(page.getByRole('button', { name: 'Filter by assignee: Me' })).toBeVisible();
  await choose(page, 'status', 'Done');
  await a.hasExactly('To do', []);
  await expect(a.column('To do').getByText('No task matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await a.hasExactly('To do', ['One', 'Two']);
});

test('what is typed into the filter is never taken back by the address that follows it', async ({ stage }) => {
  const { a } = await stage.one(['Alpha', 'Beta']);
  await a.page.keyboard.press('f');
  const field = a.page.getByRole('textbox', { name: 'Filter' });
  await expect(field).toBeFocused();
  await field.pressSequentially('alph', { delay: 200 });
  await expect(field).toHaveValue('alph');
  await a.hasExactly('To do', ['Alpha']);
  await expect.poll(() => new URL(a.page.url()).searchParams.get('q')).toBe('alph');
  await expect(field).toHaveValue('alph');
  // Made where only such are shown, it would vanish; what is asked for it is made with.
  await a.page.keyboard.press('Escape');
  await a.hasExactly('To do', ['Alpha', 'Beta']);
  await choose(a.page, 'priority', 'High');
  await a.hasExactly('To do', []);
  await a.create('To do', 'Gamma');
  await a.hasExactly('To do', ['Gamma']);
});

test('a filter leaves the columns their names, and what stands beside its field in place', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { page } = a;
  await ws.add('In progress', 'Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta');
  await ws.limit('In progress', 7);
  await a.hasExactly('In progress', ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta']);
  const beside = page.getByRole('button', { name: 'Filter by assignee' });
  const before = await beside.boundingBox();
  await page.keyboard.press('f');
  await expect(page.getByRole('textbox', { name: 'Filter' })).toBeFocused();
  expect(await beside.boundingBox()).toEqual(before);
  await page.keyboard.type('alp');
  await a.hasExactly('In progress', ['Alpha']);
  expect(await beside.boundingBox()).toEqual(before);
  const name = a.column('In progress').getByRole('button', { name: 'In progress', exact: true });
  expect(await name.evaluate((name) => name.scrollWidth - name.clientWidth)).toBe(0);
});
