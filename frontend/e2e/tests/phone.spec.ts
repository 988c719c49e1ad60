import type { Locator } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import { PHONE } from '../support/screens';
import { Finger } from '../support/touch';

test('a finger that rests lifts a card and moves it in its column', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three'], PHONE);
  const finger = await Finger.of(a);
  const target = await a.card('One').boundingBox();
  await finger.hold('Three');
  await finger.go((target?.x ?? 0) + 60, (target?.y ?? 0) + 4);
  await expect(a.column('To do').locator('.card-slot:not(.card-slot--source)')).toBeVisible();
  await finger.leave();
  await a.hasExactly('To do', ['Three', 'One', 'Two']);
  await expect.poll(() => ws.titles('To do')).toEqual(['Three', 'One', 'Two']);
});

/** Waits until a turn that was under way is over: nothing was scrolled for some frames. Runs in the page. */
function comesToRest(board: Element): Promise<void> {
  return new Promise((rests) => {
    let [left, frames] = [board.scrollLeft, 0];
    const look = () => {
      frames = board.scrollLeft === left ? frames + 1 : 0;
      left = board.scrollLeft;
      if (frames < 10) requestAnimationFrame(look);
      else rests();
    };
    look();
  });
}

test('a finger at the edge turns to the next column, and the card lands in the one that is shown', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two'], PHONE);
  const finger = await Finger.of(a);
  const columns = a.page.getByRole('group', { name: 'Columns' });
  const shown = (name: RegExp) => columns.getByRole('button', { name, pressed: true });
  for (const [title, turned] of [
    ['Two', /^(In progress|Done|Blocked)/],
    ['One', /^Blocked/],
  ] as const) {
    await columns.getByRole('button', { name: /^To do/ }).tap();
    await expect(a.column('To do')).toBeInViewport({ ratio: 0.9 });
    await finger.hold(title);
    await finger.go(384, 300);
    await expect(shown(turned)).toBeVisible();
    // Away from the edge, where it would turn on and on.
    await finger.go(195, 300);
    await a.page.locator('.board').evaluate(comesToRest);
    const column = /^\D+/.exec((await shown(turned).textContent()) ?? '')?.[0].trim() ?? '';
    await expect(a.column(column)).toBeInViewport({ ratio: 0.9 });
    await expect(a.column(column).locator('.card-slot')).toBeVisible();
    await finger.leave();
    await expect(a.titles(column).filter({ hasText: title })).toHaveCount(1);
    await expect.poll(() => ws.titles(column)).toContain(title);
  }
});

test('a swipe over the cards turns to the next column', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two', 'Three'], PHONE);
  const finger = await Finger.of(a);
  await finger.swipe('Two', -200);
  await expect(a.column('In progress')).toBeInViewport({ ratio: 0.9 });
  await a.hasExactly('To do', ['One', 'Two', 'Three']);
});

test('the columns stand one to a view, and the control above leads to each', async ({ stage }) => {
  const { a } = await stage.one(['One'], PHONE);
  await expect(a.column('To do')).toBeInViewport({ ratio: 0.9 });
  await expect(a.column('Done')).not.toBeInViewport();
  const columns = a.page.getByRole('group', { name: 'Columns' });
  await columns.getByRole('button', { name: /^Done/ }).click();
  await expect(a.column('Done')).toBeInViewport({ ratio: 0.9 });
  await expect(columns.getByRole('button', { name: /^Done/ })).toHaveAttribute('aria-pressed', 'true');
});

test('a task is made, opened and moved by taps', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], PHONE);
  await a.page.getByRole('button', { name: 'New task' }).and(a.page.locator(':visible')).last().tap();
  const field = a.page.getByRole('textbox', { name: 'Title of the new task' });
  await field.fill('By thumb');
  await a.page.getByRole('button', { name: 'Add task', exact: true }).and(a.page.locator('[type=submit]')).tap();
  await a.hasExactly('To do', ['One', 'By thumb']);
  await a.page.getByRole('button', { name: 'Close, Escape' }).tap();
  await a.title('By thumb').tap();
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('By thumb');
  await a.choose('Status', 'Done');
  await a.closeTask();
  await a.hasExactly('Done', ['By thumb']);
  await expect.poll(() => ws.titles('Done')).toEqual(['By thumb']);
});

test('the panel’s menu puts a card elsewhere in its column, and in another', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three'], PHONE);
  await a.title('Three').tap();
  const to = async (place: string) => {
    await a.panel.getByRole('button', { name: 'Move to' }).tap();
    await a.page.getByRole('menu', { name: 'Move to' }).getByRole('menuitem', { name: place, exact: true }).tap();
  };
  await to('To the top');
  await expect.poll(() => ws.titles('To do')).toEqual(['Three', 'One', 'Two']);
  await to('Done');
  await expect.poll(() => ws.titles('Done')).toEqual(['Three']);
  await expect(a.panel.getByRole('button', { name: /^Status: Done/ })).toBeVisible();
  await a.closeTask();
  await a.hasExactly('To do', ['One', 'Two']);
  await a.hasExactly('Done', ['Three']);
});

test('the bar below and the drawer lead everywhere', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], PHONE);
  const bar = a.page.getByRole('navigation', { name: 'Main' });
  await bar.getByRole('link', { name: 'Members' }).tap();
  await expect(a.page).toHaveURL(new RegExp(ws.path('/members')));
  await bar.getByRole('link', { name: 'Settings' }).tap();
  await expect(a.page).toHaveURL(new RegExp(ws.path('/settings')));
  await bar.getByRole('link', { name: 'You' }).tap();
  await expect(a.page).toHaveURL(new RegExp(ws.path('/account')));
  await bar.getByRole('link', { name: 'Boards' }).tap();
  await a.isShown();
  await a.page.getByRole('button', { name: 'Open navigation' }).tap();
  await expect(a.page.getByRole('dialog', { name: 'Navigation' })).toBeVisible();
});

test('the plus writes in the column in view, and the board’s menu leads to filter and activity', async ({ stage }) => {
  const { a } = await stage.one(['One', 'Two'], PHONE);
  await a.page.getByRole('group', { name: 'Columns' }).getByRole('button', { name: /^Done/ }).click();
  await expect(a.column('Done')).toBeInViewport({ ratio: 0.9 });
  const plus = a.page.getByRole('button', { name: 'New task' }).and(a.page.locator(':visible')).last();
  await plus.tap();
  const field = a.page.getByRole('textbox', { name: 'Title of the new task' });
  await field.press('Escape');
  await expect(plus).toBeFocused();
  await plus.tap();
  await field.fill('Here');
  await expect(plus).toBeHidden();
  await field.press('Enter');
  await field.press('Escape');
  await a.hasExactly('Done', ['Here']);

  const open = async (name: string) => {
    await a.page.getByRole('button', { name: 'Board options' }).tap();
    await a.page.getByRole('menuitem', { name, exact: true }).tap();
  };
  await open('Filter');
  await expect(a.page.getByRole('textbox', { name: 'Filter' })).toBeFocused();
  await a.page.getByRole('textbox', { name: 'Filter' }).fill('One');
  await a.hasExactly('To do', ['One']);
  await expect(a.page.getByRole('group', { name: 'Columns' }).getByRole('button', { name: /^To do/ })).toContainText('1 of 2');
  await a.page.getByRole('button', { name: 'Clear filter' }).tap();
  await open('Activity');
  await expect(a.told('Mira', 'created', 'Here')).toBeInViewport();
  await a.page.getByRole('button', { name: 'Close activity' }).tap();
  await open('Done options');
  await expect(a.page.getByRole('menuitem', { name: 'Edit column' })).toBeInViewport({ ratio: 1 });
});

test('a column is added from the board’s menu, and comes into view', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], PHONE);
  await a.page.getByRole('button', { name: 'Board options' }).tap();
  await a.page.getByRole('menuitem', { name: 'Add column' }).tap();
  const dialog = a.page.getByRole('dialog', { name: 'Add column' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Review');
  await dialog.getByRole('button', { name: 'Add column' }).tap();
  await expect(dialog).toHaveCount(0);
  await expect(a.column('Review')).toBeInViewport({ ratio: 0.9 });
  await expect(a.page.getByRole('group', { name: 'Columns' }).getByRole('button', { name: /^Review/, pressed: true })).toBeVisible();
  await expect.poll(async () => (await ws.board()).columns.at(-1)?.name).toBe('Review');
});

test('a column over its limit is told by the colour of its number, as in its head', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two'], PHONE);
  const number = a.page.getByRole('group', { name: 'Columns' }).getByRole('button', { name: /^To do/ }).locator('.num');
  const colour = (of: Locator) => of.evaluate((element) => getComputedStyle(element).color);
  const calm = await colour(number);
  await ws.limit('To do', 1);
  await expect(number).toHaveText('2 / 1');
  await expect.poll(() => colour(number)).not.toBe(calm);
  await expect.poll(async () => (await colour(number)) === (await colour(a.column('To do').locator('.column-count')))).toBe(true);
  await ws.limit('To do', 2);
  await expect(number).toHaveText('2 / 2');
  await expect.poll(() => colour(number)).toBe(calm);
});

/** Of each name in the control above the columns, what can be read. Runs in the page. */
function readable(): string[] {
  return [...document.querySelectorAll('.segment bdi')].map((name) => {
    const { right } = name.getBoundingClientRect();
    const letters = name.firstChild;
    if (!(letters instanceof Text)) return '';
    // Where it is cut short the dots take the place of a letter or two.
    const edge = name.scrollWidth > name.clientWidth ? right - 12 : right + 0.5;
    const range = document.createRange();
    const isShown = (_: string, at: number) => {
      range.setStart(letters, at);
      range.setEnd(letters, at + 1);
      return range.getBoundingClientRect().right <= edge;
    };
    return [...letters.data].filter(isShown).join('');
  });
}

for (const width of [390, 320]) {
  test(`columns whose names begin alike are told apart in the control above them, ${width} pixels wide`, async ({ stage }) => {
    const { a, ws } = await stage.one(['One'], { ...PHONE, viewport: { width, height: 700 } });
    const names = ['To review', 'To release', 'To report', 'To be translated'];
    for (const name of names) await ws.owner.call('POST', ws.at(`/boards/${ws.boardId}/columns`), { name, category: 'todo' });
    await ws.limit('To review', 100);
    const columns = a.page.getByRole('group', { name: 'Columns' }).getByRole('button');
    await expect(columns).toHaveCount(8);
    await expect(columns.filter({ hasText: 'To review' }).locator('.num')).toHaveText('0 / 100');
    await expect.poll(() => a.page.evaluate(readable)).toEqual(['To do', 'In progress', 'Done', 'Blocked', ...names]);
    for (const name of ['To review', 'To be translated', 'To do']) {
      const segment = columns.filter({ hasText: name });
      await segment.tap();
      await expect(a.column(name)).toBeInViewport({ ratio: 0.9 });
      await expect(segment).toBeInViewport({ ratio: 1 });
      await expect(segment).toHaveAttribute('aria-pressed', 'true');
    }
  });
}

test('no field has a phone zoom in, and a small one shows the name of each page of settings', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], { ...PHONE, viewport: { width: 320, height: 640 } });
  const { page } = a;
  const tooSmall = () =>
    page.locator('input:not([type=checkbox], [type=radio]), select, textarea').evaluateAll((fields) => {
      const small = fields.filter((field) => field.checkVisibility() && parseFloat(getComputedStyle(field).fontSize) < 16);
      return small.map((field) => `${field.tagName} ${field.className}`);
    });
  await page.getByRole('button', { name: 'New task' }).tap();
  await expect(page.getByRole('textbox', { name: 'Title of the new task' })).toBeFocused();
  expect(await tooSmall()).toEqual([]);
  await a.open(`${ws.boardPath}/t/${(await ws.task('One')).id}`);
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One');
  expect(await tooSmall()).toEqual([]);
  for (const path of ['members', 'settings', 'trash', 'account']) {
    await page.goto(ws.path(`/${path}`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main').locator('.skeleton')).toHaveCount(0);
    expect(await tooSmall()).toEqual([]);
  }
  const links = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  await expect(links).toHaveText(['General', 'Members', 'Trash', 'Profile']);
  for (const link of await links.all()) await expect(link).toBeInViewport({ ratio: 1 });
  const cut = await links.locator('.nav-label').evaluateAll((labels) => labels.filter((label) => label.scrollWidth > label.clientWidth).length);
  expect(cut).toBe(0);
});
