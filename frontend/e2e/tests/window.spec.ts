import { windowed } from '../support/chromium';
import { expect, test } from '../support/fixtures';

test.use({ launchOptions: windowed });

test('a window that loses the focus leaves the field of a new card, and what stands in it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  const { page } = a;
  // Otherwise each page is made to believe that it has the focus.
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  const other = await page.context().newPage();
  const goElsewhere = async () => {
    await other.bringToFront();
    await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
  };
  const comeBack = async () => {
    await page.bringToFront();
    await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true);
  };
  await comeBack();
  await a.column('To do').getByRole('button', { name: 'Add task to To do' }).click();
  const field = page.getByRole('textbox', { name: 'Title of the new task' });
  for (const text of ['', 'Half a ti']) {
    await expect(field).toBeFocused();
    await page.keyboard.type(text);
    await goElsewhere();
    await expect(field).toHaveValue(text);
    await comeBack();
    await expect(field).toBeFocused();
  }
  await page.keyboard.type('tle');
  await page.keyboard.press('Enter');
  await a.hasExactly('To do', ['One', 'Half a title']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Half a title']);
});
