import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/fixtures';

/** A layer, and the way to it: a button, and an item of that button's menu. */
interface Way {
  name: string | RegExp;
  item?: string;
  opens: 'menu' | 'dialog';
}

const menu = (name: string | RegExp): Way => ({ name, opens: 'menu' });
const dialog = (name: string, item?: string): Way => ({ name, opens: 'dialog', ...(item && { item }) });

/** Opens it by keys alone. */
async function open(page: Page, { name, item, opens }: Way): Promise<{ opener: Locator; layer: Locator }> {
  const opener = page.getByRole('button', { name, exact: true }).first();
  await opener.press('Enter');
  if (item) await page.getByRole('menu').getByRole('menuitem', { name: item, exact: true }).press('Enter');
  const layer = page.getByRole(opens);
  await expect(layer.locator(':focus'), 'the focus is in what was opened').toHaveCount(1);
  return { opener, layer };
}

/** Opens each, and closes it by Escape and by its own buttons. */
async function comesBack(page: Page, ...ways: Way[]): Promise<void> {
  for (const way of ways) {
    await test.step(`${way.name} ${way.item ?? ''}`, async () => {
      for (const closing of [undefined, /^(Cancel|Done)$/, /^Close/]) {
        const { opener, layer } = await open(page, way);
        const button = closing && layer.getByRole('button', { name: closing });
        await (button && (await button.count()) === 1 ? button.press('Enter') : page.keyboard.press('Escape'));
        await expect(layer).toHaveCount(0);
        await expect(opener).toBeFocused();
        if (way.opens === 'menu') break;
      }
    });
  }
}

test('what is opened by keys gives the focus back when it is closed', async ({ stage }) => {
  const { a } = await stage.pair('One', 'Two');
  const { page } = a;
  await comesBack(
    page,
    menu('To do options'),
    dialog('To do options', 'Edit column'),
    dialog('To do options', 'Delete column'),
    dialog('Add column'),
    menu('Board options'),
    dialog('Board options', 'Edit board'),
    dialog('Board options', 'People'),
    menu('Filter by assignee'),
    menu('Filter by priority'),
    menu('Filter by status'),
    dialog('New board'),
    menu(/, switch workspace$/),
  );
});

test('what the keys of a card open gives the focus back to it', async ({ stage }) => {
  const { a } = await stage.pair('One', 'Two');
  const { page } = a;
  const card = a.title('One');
  for (const [key, opens] of [['m', 'menu'], ['s', 'menu'], ['a', 'menu'], ['p', 'menu'], ['?', 'dialog']] as const) {
    await card.press(key);
    await expect(page.getByRole(opens)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole(opens)).toHaveCount(0);
    await expect(card).toBeFocused();
  }
  await card.press('Enter');
  await expect(a.panel).toBeVisible();
  await comesBack(page, menu('More'));
  await page.keyboard.press('Escape');
  await expect(a.panel).toHaveCount(0);
  await expect(card).toBeFocused();
});

test('what is opened by keys on the other pages gives the focus back too', async ({ stage }) => {
  const { a, ws } = await stage.pair('One');
  const { page } = a;
  await page.goto(ws.path('/members'));
  await comesBack(
    page,
    dialog('Invite people'),
    menu('More for Theo Brandt'),
    dialog('More for Theo Brandt', 'Remove from workspace'),
  );
  await page.goto(ws.path('/settings'));
  await comesBack(page, dialog('Delete workspace'));
  await page.goto(ws.path('/account'));
  await comesBack(page, dialog('Change password'));
});

test('a dialog whose opener has gone leaves the focus to what stands beside that', async ({ stage }) => {
  const people = await Promise.all(['Mira Solano', 'Theo Brandt', 'Noor Haddad'].map((name) => stage.person(name)));
  const [mira, theo, noor] = people;
  if (!mira || !theo || !noor) throw new Error('three people were asked for');
  const ws = await stage.workspace('Larkfield', mira, theo, noor);
  const page = await stage.page(mira, ws.path('/members'));
  const remove = (whom: string) => open(page, dialog(`More for ${whom}`, 'Remove from workspace'));
  const { opener, layer } = await remove('Theo Brandt');
  // Somebody else was faster.
  await mira.call('DELETE', ws.at(`/members/${theo.user.id}`));
  await expect(opener).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(layer).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'More for Noor Haddad' })).toBeFocused();

  await remove('Noor Haddad');
  await layer.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
  await expect(page.getByRole('row', { name: /Noor Haddad/ })).toHaveCount(0);
  await expect(layer).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

test('the page is called after the task that is open', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  await expect(a.page).toHaveTitle('Board · Tutti');
  await a.openTask('One');
  const { key } = await ws.task('One');
  await expect(a.page).toHaveTitle(`${key} One · Board · Tutti`);
  await a.panel.getByRole('textbox', { name: 'Title' }).fill('Two');
  await a.page.keyboard.press('Enter');
  await expect(a.page).toHaveTitle(`${key} Two · Board · Tutti`);
  await a.closeTask();
  await expect(a.page).toHaveTitle('Board · Tutti');
});
