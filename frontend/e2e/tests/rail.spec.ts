import { type Stage, expect, test } from '../support/fixtures';
import { PHONE } from '../support/screens';

/**
 * A feed in which a task was made, changed more often than the feed keeps, and is followed by another. The one who changes it never
 * comes back to what was there before, since that would be no news; two people take turns.
 */
async function longFeed(stage: Stage, by: 'one' | 'two') {
  const { a, ws, theo } = await stage.pair('First of all');
  const older = a.activity.getByRole('button', { name: 'Show older' });
  await expect(a.told('created', 'First of all')).toBeVisible();
  await expect(older).toHaveCount(0);
  const { id } = await ws.task('First of all');
  for (let n = 0; n < 410; n += 1) {
    const who = by === 'two' && n % 2 === 0 ? ws.owner : theo;
    const change = by === 'two' ? { priority: n % 2 ? 'low' : 'high' } : { description: `Draft ${n}` };
    await who.call('PATCH', ws.at(`/tasks/${id}`), change);
  }
  await ws.add('To do', 'Last of all');
  await expect(a.told('created', 'Last of all')).toBeVisible();
  await expect(older).toBeVisible();
  await expect(a.told('created', 'First of all')).toHaveCount(0);
  return { a, older };
}

test('what one person does to one thing is one line, over all pages of the feed', async ({ stage }) => {
  const { a, older } = await longFeed(stage, 'one');
  const line = a.activity.getByRole('listitem').filter({ hasText: 'description' });
  await expect(line).toHaveCount(1);
  // A page of the same line makes the list no longer, so the button is pressed until there is none.
  await expect
    .poll(async () => {
      await older.evaluateAll((buttons) => {
        for (const button of buttons as HTMLElement[]) button.click();
      });
      return older.count();
    })
    .toBe(0);
  await expect(a.told('created', 'First of all')).toBeVisible();
  await expect(line).toHaveCount(1);
  // Its beginning is there by now: there was no description before.
  await expect(line).toContainText('added a description to');
  await expect(line).toContainText('First of all');
});

test('a feed of many entries keeps the newest, and leads back to the first', async ({ stage }) => {
  const { a, older } = await longFeed(stage, 'two');
  // Over what is still here to what was let go of, and on from there.
  const lines = a.activity.getByRole('listitem');
  for (let page = 0; page < 3; page += 1) {
    const before = await lines.count();
    await older.press('Enter');
    await expect.poll(() => lines.count()).not.toBe(before);
  }
  await expect(a.told('created', 'First of all')).toBeVisible();
  await expect(older).toHaveCount(0);
  await expect(a.activity.getByRole('region', { name: 'Activity' })).toBeFocused();
});

test('where the rail lies over the board it takes the focus, and Escape gives it back', async ({ stage }) => {
  const { a } = await stage.one(['One'], { viewport: { width: 900, height: 800 } });
  const button = a.page.getByRole('button', { name: 'Activity, ]', exact: true });
  await a.title('One').focus();
  await a.page.keyboard.press('x');
  const selected = a.page.getByRole('toolbar', { name: 'task selected' });
  await expect(selected).toBeVisible();
  await button.focus();
  await a.page.keyboard.press('Enter');
  const close = a.activity.getByRole('button', { name: 'Close activity, ]' });
  await expect(close).toBeFocused();
  await a.page.keyboard.press('Escape');
  await expect(a.activity).toHaveCount(0);
  await expect(button).toBeFocused();
  // What lay below it comes next.
  await expect(selected).toBeVisible();
  await a.page.keyboard.press('Escape');
  await expect(selected).toHaveCount(0);
});

test('on a phone too, where a menu opens it', async ({ stage }) => {
  const { a } = await stage.one(['One'], PHONE);
  const options = a.page.getByRole('button', { name: 'Board options' });
  await options.tap();
  await a.page.getByRole('menuitem', { name: 'Activity' }).tap();
  await expect(a.activity.getByRole('button', { name: 'Close activity, ]' })).toBeFocused();
  await a.page.keyboard.press('Escape');
  await expect(a.activity).toHaveCount(0);
  await expect(options).toBeFocused();
});
