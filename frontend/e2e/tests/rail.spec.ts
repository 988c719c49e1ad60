import { expect, test } from '../support/fixtures';
import { PHONE } from '../support/screens';

test('a feed of many entries keeps the newest, and leads back to the first', async ({ stage }) => {
  const { a, ws, theo } = await stage.pair('First of all');
  const older = a.activity.getByRole('button', { name: 'Show older' });
  await expect(a.told('created', 'First of all')).toBeVisible();
  await expect(older).toHaveCount(0);
  const { id } = await ws.task('First of all');
  for (let n = 0; n < 410; n += 1) {
    await theo.call('PATCH', ws.at(`/tasks/${id}`), { priority: n % 2 ? 'low' : 'high' });
  }
  await ws.add('To do', 'Last of all');
  await expect(a.told('created', 'Last of all')).toBeVisible();
  await expect(older).toBeVisible();
  await expect(a.told('created', 'First of all')).toHaveCount(0);
  // Over what is still here to what was let go of, and on from there.
  const lines = a.activity.getByRole('listitem');
  for (let page = 0; page < 3; page += 1) {
    const before = await lines.count();
    await older.press('Enter');
    // What is one sitting becomes one line once its beginning is there.
    await expect.poll(() => lines.count()).not.toBe(before);
  }
  await expect(a.told('created', 'First of all')).toBeVisible();
  await expect(older).toHaveCount(0);
  await expect(a.activity.getByRole('region', { name: 'Recent activity' })).toBeFocused();
});

test('where the rail lies over the board it takes the focus, and Escape gives it back', async ({ stage }) => {
  const { a } = await stage.one(['One'], { viewport: { width: 900, height: 800 } });
  const button = a.page.getByRole('button', { name: 'Live activity, ]' });
  await a.title('One').focus();
  await a.page.keyboard.press('x');
  const selected = a.page.getByRole('group', { name: 'task selected' });
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
