import { type Locator, expect } from '@playwright/test';
import { faults } from '../support/axe';
import type { BoardScreen } from '../support/board';
import { stopClock } from '../support/clock';
import { test } from '../support/fixtures';
import { PHONE } from '../support/screens';
import type { Workspace } from '../support/workspace';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How many hours ahead of UTC it is about noon now, so that no test runs into midnight. */
const NOON = 12 - new Date().getUTCHours();
const timezoneId = zone(NOON);

/** A time zone by its hours ahead of UTC; POSIX, which these names follow, counts them behind it. */
function zone(hours: number): string {
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** The date so many days from today, where it is noon. */
function date(days: number): string {
  return new Date(Date.now() + NOON * HOUR + days * DAY).toISOString().slice(0, 10);
}

function button(of: BoardScreen, name: 'Start' | 'Due'): Locator {
  return of.panel.getByRole('button', { name: new RegExp(`^${name}: `) });
}

function picker(of: BoardScreen, name = 'Due date'): Locator {
  return of.page.getByRole('dialog', { name, exact: true });
}

function focused(of: BoardScreen): Locator {
  return of.page.locator(':focus');
}

async function due(ws: Workspace, title: string, due_at: string | null, due_all_day = true): Promise<void> {
  const { id } = await ws.task(title);
  const body = due_at === null ? { due_at } : { due_at, due_all_day };
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), body);
}

/** What became of the task, in its panel. */
function changed(of: BoardScreen): Locator {
  return of.panel.getByRole('region', { name: 'History' });
}

/** The kept due date: all day, or at a time. */
function kept(ws: Workspace, title: string): Promise<string | null> {
  return ws.task(title).then(({ due_at, due_all_day }) => due_at && (due_all_day ? due_at.slice(0, 10) : due_at.slice(0, 16)));
}

test('by keyboard alone a date is typed, walked to, given a time, cleared and taken back', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], { timezoneId });
  const { keyboard } = a.page;
  await a.openTask('One');
  await button(a, 'Due').focus();
  await keyboard.press('Enter');
  await expect(picker(a).getByRole('textbox', { name: 'Date' })).toBeFocused();
  await keyboard.type('2030-03-05');
  await keyboard.press('Enter');
  await expect(picker(a)).toHaveCount(0);
  await expect(button(a, 'Due')).toHaveText('Tue 5 Mar 2030');
  await expect(button(a, 'Due')).toBeFocused();
  await expect.poll(() => kept(ws, 'One')).toBe('2030-03-05');

  await keyboard.press('Enter');
  await expect(picker(a).getByRole('textbox', { name: 'Date' })).toHaveValue('5 Mar 2030');
  const steps: [string, string][] = [
    ['ArrowDown', 'Tuesday 5 March 2030'],
    ['ArrowRight', 'Wednesday 6 March 2030'],
    ['ArrowDown', 'Wednesday 13 March 2030'],
    ['Home', 'Monday 11 March 2030'],
    ['End', 'Sunday 17 March 2030'],
    ['ArrowUp', 'Sunday 10 March 2030'],
    ['ArrowLeft', 'Saturday 9 March 2030'],
    ['PageDown', 'Tuesday 9 April 2030'],
    ['Shift+PageUp', 'Monday 9 April 2029'],
    ['PageUp', 'Friday 9 March 2029'],
  ];
  for (const [key, name] of steps) {
    await keyboard.press(key);
    await expect(focused(a), key).toHaveAccessibleName(name);
  }
  await keyboard.press('t');
  await expect(focused(a)).toHaveAttribute('aria-current', 'date');
  await keyboard.press('Escape');
  await expect(picker(a)).toHaveCount(0);
  await expect(button(a, 'Due')).toBeFocused();
  expect(await kept(ws, 'One')).toBe('2030-03-05');

  await keyboard.press('Enter');
  await expect(picker(a).getByRole('textbox', { name: 'Date' })).toBeFocused();
  // The focus comes to a day only with the next frame, and the key after that is meant for the day.
  await keyboard.press('ArrowDown');
  await expect(picker(a).getByRole('gridcell', { selected: true })).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(focused(a)).toHaveAccessibleName('Wednesday 6 March 2030');
  await keyboard.press('Enter');
  await expect(button(a, 'Due')).toHaveText('Wed 6 Mar 2030');
  await expect(button(a, 'Due')).toBeFocused();

  await keyboard.press('Enter');
  await expect(picker(a).getByRole('textbox', { name: 'Date' })).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(picker(a).getByRole('gridcell', { selected: true })).toBeFocused();
  await keyboard.press('Tab');
  await expect(picker(a).getByRole('switch', { name: 'With a time' })).toBeFocused();
  await keyboard.press('Space');
  await expect(button(a, 'Due')).toHaveText('Wed 6 Mar 2030, 17:00');
  await keyboard.press('Tab');
  await expect(picker(a).getByLabel('Time', { exact: true })).toBeFocused();
  await keyboard.type('1430');
  await keyboard.press('Enter');
  await expect(picker(a)).toHaveCount(0);
  await expect(button(a, 'Due')).toHaveText('Wed 6 Mar 2030, 14:30');
  await expect(button(a, 'Due')).toBeFocused();
  const moment = new Date(Date.UTC(2030, 2, 6, 14, 30) - NOON * HOUR).toISOString().slice(0, 16);
  await expect.poll(() => kept(ws, 'One')).toBe(moment);

  await keyboard.press('Enter');
  await expect(picker(a).getByRole('textbox', { name: 'Date' })).toBeFocused();
  // Tab stays in it, also backwards.
  await keyboard.press('Shift+Tab');
  await expect(picker(a).getByRole('button', { name: 'Clear' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(button(a, 'Due')).toHaveText('No date');
  await expect(button(a, 'Due')).toBeFocused();
  await expect.poll(() => kept(ws, 'One')).toBe(null);
  await keyboard.press('z');
  await expect(button(a, 'Due')).toHaveText('Wed 6 Mar 2030, 14:30');
  await expect.poll(() => kept(ws, 'One')).toBe(moment);
  await changed(a).getByRole('button', { name: 'What changed' }).click();
  await expect(changed(a)).toContainText('6 Mar 2030');
});

test('what is typed is understood or told to be none, and it is not dropped without a word', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], { timezoneId });
  await a.openTask('One');
  const field = picker(a).getByRole('textbox', { name: 'Date' });
  await button(a, 'Due').click();
  await field.fill('31 Feb');
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription('Enter a date such as fri, +3d, 12 Dec or 2026-12-05.');
  await field.fill('1969-12-31');
  await expect(field).toHaveAccessibleDescription('Choose a year from 1970 to 9999.');
  await expect(field).toHaveValue('1969-12-31');
  await field.fill('fri');
  await expect(field).toHaveAccessibleDescription(/^Friday \d+ \w+ \d{4}$/);
  await field.fill('+3d 9:30');
  await expect(field).toHaveAccessibleDescription(/, 09:30$/);
  await field.fill('tomorrow 9:30');
  await expect(field).not.toHaveAttribute('aria-invalid');
  await field.press('Enter');
  await expect(button(a, 'Due')).toHaveText('Tomorrow, 09:30');

  await button(a, 'Due').click();
  await field.fill('5 May 2031');
  await expect(picker(a).getByRole('heading', { name: 'May 2031' })).toBeVisible();
  await field.press('Escape');
  await expect(picker(a)).toHaveCount(0);
  await expect(button(a, 'Due')).toHaveText('Tomorrow, 09:30');

  // Pressed elsewhere, it counts.
  await button(a, 'Due').click();
  await field.fill('2031-05-05');
  await a.panel.getByRole('region', { name: 'Task' }).click({ position: { x: 10, y: 10 } });
  await expect(picker(a)).toHaveCount(0);
  await expect(button(a, 'Due')).toHaveText('Mon 5 May 2031, 09:30');

  await button(a, 'Due').click();
  await field.fill('soon');
  await a.panel.getByRole('region', { name: 'Task' }).click({ position: { x: 10, y: 10 } });
  await expect(a.notices.getByRole('alert')).toContainText('“soon” is not a date');
  await expect(button(a, 'Due')).toHaveText('Mon 5 May 2031, 09:30');

  await button(a, 'Due').click();
  await field.fill('');
  await field.press('Enter');
  await expect(button(a, 'Due')).toHaveText('No date');
  await expect.poll(() => kept(ws, 'One')).toBe(null);
});

test('a field that is gone to by a key has its text selected, so that typing replaces it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], { timezoneId, locale: 'en-US' });
  const { keyboard } = a.page;
  await due(ws, 'One', '2030-03-05T00:00:00Z');
  await a.openTask('One');
  await expect(button(a, 'Due')).toHaveText('Tue 5 Mar 2030');
  const field = picker(a).getByRole('textbox', { name: 'Date' });
  await button(a, 'Due').press('Enter');
  await expect(field).toBeFocused();
  // In the order of this browser's language the month comes first.
  await keyboard.type('4/5/2031 9am');
  await expect(field).toHaveAccessibleDescription('Saturday 5 April 2031, 09:00');
  await keyboard.press('Enter');
  await expect(button(a, 'Due')).toHaveText('Sat 5 Apr 2031, 09:00');
  // A time alone leaves the day.
  await button(a, 'Due').press('Enter');
  await expect(field).toBeFocused();
  await keyboard.type('18:00');
  await keyboard.press('Enter');
  await expect(button(a, 'Due')).toHaveText('Sat 5 Apr 2031, 18:00');
  await a.closeTask();

  const filter = a.page.getByRole('textbox', { name: 'Filter' });
  await filter.fill('Two');
  await a.leave();
  await keyboard.press('f');
  await expect(filter).toBeFocused();
  await keyboard.type('One');
  await expect(filter).toHaveValue('One');
  await keyboard.press('Escape');

  const edit = async () => {
    await a.column('To do').getByRole('button', { name: 'To do options' }).press('Enter');
    await a.page.getByRole('menuitem', { name: 'Edit column' }).press('Enter');
    const name = a.page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true });
    await expect(name).toBeFocused();
    return name;
  };
  const name = await edit();
  await keyboard.type('Later');
  await expect(name).toHaveValue('Later');
  // What was begun before is gone on with.
  await keyboard.press('Escape');
  await expect(name).toHaveCount(0);
  await edit();
  await expect(name).toHaveValue('Later');
  await keyboard.type(' on');
  await expect(name).toHaveValue('Later on');
});

test('somebody else sees it at once, and a date is the same date in every time zone', async ({ stage }) => {
  const { ws, theo, mira } = await stage.pair('One');
  const a = await stage.board(mira, ws, { timezoneId: zone(12) });
  const b = await stage.board(theo, ws, { timezoneId: zone(-11) });
  await a.openTask('One');
  await b.openTask('One');
  const before = await b.card('One').boundingBox();
  await button(a, 'Due').click();
  await picker(a).getByRole('textbox', { name: 'Date' }).fill('2030-03-05');
  await picker(a).getByRole('textbox', { name: 'Date' }).press('Enter');
  await expect(button(b, 'Due')).toHaveText('Tue 5 Mar 2030');
  await expect(b.card('One').locator('time')).toHaveText('5 Mar 2030');
  expect((await b.card('One').boundingBox())?.height).toBe(before?.height);
  await changed(b).getByRole('button', { name: 'What changed' }).click();
  await expect(changed(b)).toContainText('5 Mar 2030');

  await button(a, 'Start').click();
  await picker(a, 'Start date').getByRole('textbox', { name: 'Date' }).fill('2030-03-04 13:00');
  await picker(a, 'Start date').getByRole('textbox', { name: 'Date' }).press('Enter');
  // An instant is another time of day elsewhere.
  await expect(button(a, 'Start')).toHaveText('Mon 4 Mar 2030, 13:00');
  await expect(button(b, 'Start')).toHaveText('Sun 3 Mar 2030, 14:00');
  // While one picks, another date that comes is marked, and nothing moves.
  await button(b, 'Due').click();
  await picker(b).getByRole('textbox', { name: 'Date' }).press('ArrowDown');
  await due(ws, 'One', '2030-03-07T00:00:00Z');
  await expect(picker(b).getByRole('gridcell', { selected: true })).toHaveAccessibleName('Thursday 7 March 2030');
  await expect(focused(b)).toHaveAccessibleName('Tuesday 5 March 2030');
});

test('what is due soon or overdue is told by colour, shape and word, and midnight changes it', async ({ stage }) => {
  stage.watch.expect('network', /./);
  const titles = ['Past', 'Now', 'Next', 'Far', 'Done', 'Never'];
  const { a, ws } = await stage.one(titles, { timezoneId });
  const days: [string, number][] = [['Past', -1], ['Now', 0], ['Next', 1], ['Far', 9], ['Done', -1]];
  for (const [title, n] of days) await due(ws, title, `${date(n)}T00:00:00Z`);
  const { id } = await ws.task('Done');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { status: 'done' });
  const chip = (title: string) => a.card(title).locator('.due');
  await expect(chip('Past')).toHaveText('Overdue Yesterday');
  await expect(chip('Past')).toHaveClass(/meta--late/);
  await expect(chip('Now')).toHaveText('Today');
  await expect(chip('Now')).toHaveClass(/meta--soon/);
  await expect(chip('Next')).toHaveText('Tomorrow');
  await expect(chip('Next')).toHaveClass(/meta--soon/);
  await expect(chip('Far')).not.toHaveClass(/meta--/);
  await expect(chip('Done')).toHaveText('Yesterday');
  await expect(chip('Done')).not.toHaveClass(/meta--/);
  await expect(chip('Never')).toHaveCount(0);
  await a.openTask('Past');
  await expect(button(a, 'Due')).toHaveAccessibleName('Due: Yesterday. Overdue');
  await expect(button(a, 'Due')).toHaveText(/Yesterday\s+Overdue/);

  // No answer tells the server's time, which would be that of before midnight.
  await a.page.context().setOffline(true);
  await stopClock(a.page);
  await a.page.clock.fastForward(13 * HOUR);
  await expect(chip('Now')).toHaveText('Overdue Yesterday');
  await expect(chip('Next')).toHaveText('Today');
  await expect(chip('Done')).not.toHaveClass(/meta--/);
});

test('what is due at a time is overdue from then on', async ({ stage }) => {
  stage.watch.expect('network', /./);
  const { a, ws } = await stage.one(['One'], { timezoneId });
  await due(ws, 'One', new Date(Date.now() + 2 * HOUR).toISOString(), false);
  const chip = a.card('One').locator('.due');
  await expect(chip).toHaveText('Today');
  await a.page.context().setOffline(true);
  await stopClock(a.page);
  await a.page.clock.fastForward(2 * HOUR + 1);
  await expect(chip).toHaveText('Overdue Today');
});

test('a start after the due date is told at the field', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], { timezoneId });
  await due(ws, 'One', '2030-03-05T00:00:00Z');
  await a.openTask('One');
  const pick = async (typed: string) => {
    await button(a, 'Start').click();
    const field = picker(a, 'Start date').getByRole('textbox', { name: 'Date' });
    await field.fill(typed);
    await field.press('Enter');
  };
  await pick('2030-03-05 23:00');
  await expect(button(a, 'Start')).toHaveText('Tue 5 Mar 2030, 23:00');
  await pick('2030-03-06 00:00');
  await expect(button(a, 'Start')).toHaveText(/Wed 6 Mar 2030\s+Starts after it is due\./);
  await button(a, 'Start').click();
  await expect(picker(a, 'Start date').getByText('Starts after it is due.')).toBeVisible();
  await picker(a, 'Start date').getByRole('gridcell', { name: 'Tuesday 5 March 2030' }).click();
  await expect(button(a, 'Start')).toHaveText('Tue 5 Mar 2030');
});

test('D sets the date of all marked cards in one step', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  const { keyboard } = a.page;
  await a.title('One').focus();
  await keyboard.press('Shift+ArrowDown');
  await expect(a.page.getByRole('toolbar', { name: '2 tasks selected' })).toBeVisible();
  await keyboard.press('d');
  await expect(picker(a).getByRole('textbox', { name: 'Date' })).toBeFocused();
  await keyboard.type('2030-03-05');
  await keyboard.press('Enter');
  for (const title of ['One', 'Two']) {
    await expect(a.card(title).locator('time')).toHaveText('5 Mar 2030');
    await expect.poll(() => kept(ws, title)).toBe('2030-03-05');
  }
  await expect(a.card('Three').locator('time')).toHaveCount(0);
  await expect(a.title('Two')).toBeFocused();
  await keyboard.press('z');
  for (const title of ['One', 'Two']) {
    await expect(a.card(title).locator('time')).toHaveCount(0);
    await expect.poll(() => kept(ws, title)).toBe(null);
  }
});

test('on a phone it fits, and is picked by taps', async ({ stage }) => {
  const { a, ws } = await stage.one(['One'], { ...PHONE, timezoneId });
  await a.title('One').tap();
  await button(a, 'Due').tap();
  await expect(picker(a)).toBeInViewport({ ratio: 1 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await a.page.emulateMedia({ colorScheme });
    expect(await faults(a.page)).toEqual([]);
  }
  // No key is named where there is none.
  await expect(picker(a).getByRole('button', { name: 'Today' }).locator('kbd')).toBeHidden();
  const today = picker(a).locator('[aria-current=date]');
  expect((await today.boundingBox())?.height).toBeGreaterThanOrEqual(24);
  await picker(a).getByRole('switch', { name: 'With a time' }).tap();
  await picker(a).getByLabel('Time', { exact: true }).fill('23:30');
  await today.tap();
  await expect(button(a, 'Due')).toHaveText('Today, 23:30');
  await expect.poll(() => kept(ws, 'One')).not.toBe(null);
  const isWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
  expect(await a.page.evaluate(isWide)).toBe(false);
});

test('a card that waits for the network keeps its head within its edges', async ({ stage }) => {
  stage.watch.expect('network', /./);
  const { a, mira, theo, ws } = await stage.pair('One');
  const { id } = await ws.task('One');
  const assignee_ids = [mira.user.id, theo.user.id];
  await mira.call('PATCH', ws.at(`/tasks/${id}`), { assignee_ids, due_at: '2025-11-25T00:00:00Z', due_all_day: true });
  await expect(a.card('One').locator('.due')).toHaveText('Overdue 25 Nov 2025');
  await a.page.context().setOffline(true);
  await a.isLinked('Offline');
  await a.title('One').press('p');
  await a.page.getByRole('menuitemradio', { name: 'High' }).press('Enter');
  await expect(a.card('One').locator('.card-sync')).toHaveText('Waiting');
  const over = await a.card('One').locator('.card-top').evaluate((head) => head.scrollWidth - head.clientWidth);
  expect(over).toBe(0);
});
