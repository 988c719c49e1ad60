import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import { BoardScreen } from '../support/board';

/** The strongest contrast between two points of what is seen of an element, from 1 to 21 (WCAG 2.2). */
async function contrast(page: Page, element: Locator): Promise<number> {
  const png = (await element.screenshot()).toString('base64');
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!canvas) throw new Error('no canvas');
    canvas.drawImage(bitmap, 0, 0);
    const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
    const linear = (value: number) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    let [least, most] = [1, 0];
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = data.slice(at, at + 3);
      const light = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
      [least, most] = [Math.min(least, light), Math.max(most, light)];
    }
    return (most + 0.05) / (least + 0.05);
  }, png);
}

test('in forced colours every state can be seen', async ({ stage }) => {
  const { mira, theo, ws } = await stage.pair('One', 'Two');
  await ws.limit('To do', 1);
  const { id } = await ws.task('One');
  await mira.call('PATCH', ws.at(`/tasks/${id}`), { due_at: '2030-03-05T00:00:00Z', due_all_day: true });
  const page = await stage.page(mira, undefined, { forcedColors: 'active', reducedMotion: 'reduce' });
  const board = new BoardScreen(page);
  const pale: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const see = async (what: string, element: Locator) => {
      await expect(element, what).toBeVisible();
      const found = await contrast(page, element);
      if (found < 3) pale.push(`${colorScheme}: ${what} ${found.toFixed(1)}`);
    };
    const differ = async (what: string, chosen: Locator, other: Locator) => {
      const ground = (element: Locator) => element.evaluate((it) => getComputedStyle(it).backgroundColor);
      if ((await ground(chosen)) === (await ground(other))) pale.push(`${colorScheme}: ${what} looks like the others`);
    };
    await page.emulateMedia({ colorScheme, forcedColors: 'active', reducedMotion: 'reduce' });
    await board.open(ws.boardPath);
    await board.isLive();
    await see('the current board', page.locator('.nav-item[aria-current]'));
    await see('another link', page.locator('.nav-item:not([aria-current])').first());
    await differ('the current board', page.locator('.nav-item[aria-current]'), page.locator('.nav-item:not([aria-current])').first());
    await see('the main button', page.getByRole('button', { name: 'New task' }).first());
    await see('a pressed button', page.getByRole('button', { name: 'Activity, ]', exact: true }));
    await see('the badge', board.badge);
    await see('a count over its limit', board.column('To do').getByRole('img', { name: /limit 1/ }));
    await see('a card', board.card('One'));
    await board.title('One').focus();
    await page.keyboard.press('x');
    await see('a marked card', board.card('One'));
    await page.keyboard.press('m');
    await see('the chosen item of a menu', page.getByRole('menuitem').first());
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Board options' }).click();
    await page.getByRole('menuitem', { name: 'People' }).click();
    const control = page.getByRole('switch', { name: new RegExp(`^${theo.user.name}`) });
    await see('a switch', control);
    await control.click();
    await expect(control).toBeChecked({ checked: colorScheme === 'light' });
    await see('the switch the other way', control);
    await page.keyboard.press('Escape');
    await page.goto(`${ws.boardPath}/t/${id}`);
    await page.getByRole('button', { name: /^Due: / }).click();
    const day = page.getByRole('gridcell', { selected: true });
    await see('the chosen day', day);
    await differ('the chosen day', day, page.getByRole('gridcell', { selected: false }).first());
    await page.keyboard.press('Escape');
    await page.goto(ws.path('/account'));
    await differ('the chosen theme', page.getByRole('button', { name: 'System' }), page.getByRole('button', { name: 'Dark' }));
    await see('the chosen theme', page.getByRole('button', { name: 'System' }));
    await see('another theme', page.getByRole('button', { name: 'Dark' }));
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('dialog').getByLabel('New password').fill('correct horse battery staple');
    await see('how strong a password is', page.getByRole('dialog').locator('.strength'));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New board' }).first().press('Enter');
    await see('a chosen colour', page.getByRole('dialog').locator('.swatches'));
    await see('a choice', page.getByRole('dialog').locator('.choice:has(:checked)'));
    await page.keyboard.press('Escape');
  }
  expect(pale).toEqual([]);
});
