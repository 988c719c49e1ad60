import type { Locator } from '@playwright/test';
import type { BoardScreen } from '../support/board';
import { expect, test } from '../support/fixtures';
import { forgetMoveBefore, isUndisturbed, remember } from '../support/undisturbed';

/** A layer that stands in a column, the way to it, and a place in it where nothing can have the focus. */
interface Layer {
  open(a: BoardScreen): Promise<Locator>;
  beside(layer: Locator): Locator;
}

const options = (a: BoardScreen) => a.column('To do').getByRole('button', { name: 'To do options' });

const item = async (a: BoardScreen, name: string) => {
  await options(a).click();
  await a.page.getByRole('menuitem', { name }).click();
};

const LAYERS: Record<string, Layer> = {
  'Edit column': {
    async open(a) {
      await item(a, 'Edit column');
      return a.page.getByRole('dialog', { name: 'Edit column' });
    },
    beside: (dialog) => dialog.locator('.dialog-foot'),
  },
  'Delete column': {
    async open(a) {
      await item(a, 'Delete column');
      return a.page.getByRole('dialog', { name: 'Delete To do?' });
    },
    beside: (dialog) => dialog.locator('.dialog-foot'),
  },
  'the column’s menu': {
    async open(a) {
      await options(a).click();
      return a.page.getByRole('menu', { name: 'To do options' });
    },
    beside: (menu) => menu.getByRole('separator'),
  },
};

/** Whether it lies over the page, and a dialog keeps all else from being used. */
const isOpen = (layer: Locator) => layer.evaluate((element) => element.matches(':modal, [popover]:popover-open'));

for (const engine of ['with moveBefore', 'without moveBefore']) {
  for (const [name, { open, beside }] of Object.entries(LAYERS)) {
    test(`${name} stays open while others move the column it stands in, ${engine}`, async ({ stage }) => {
      const { a, ws } = await stage.one(['One']);
      const { page } = a;
      if (engine === 'without moveBefore') {
        await forgetMoveBefore(page);
        await a.open(ws.boardPath);
        await a.isLive();
      }
      const at = async (column: string) => ws.at(`/boards/${ws.boardId}/columns/${(await ws.column(column)).id}`);
      for (const focus of ['in it', 'where one pressed beside all', 'on nothing']) {
        const layer = await open(a);
        await expect(layer).toBeVisible();
        if (focus === 'where one pressed beside all') await beside(layer).click({ position: { x: 2, y: 0.5 } });
        // Some browsers leave it so after such a press.
        if (focus === 'on nothing') await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await remember(page);
        await ws.owner.call('POST', `${await at('To do')}/move`, { after: (await ws.column('Blocked')).id });
        await expect(page.locator('.column-head > h2')).toHaveText(['In progress', 'Done', 'Blocked', 'To do']);
        await isUndisturbed(page, `the focus was ${focus}, and it was moved to the end`);
        expect(await isOpen(layer), `the focus was ${focus}, and it was moved to the end`).toBe(true);
        await ws.owner.call('POST', `${await at('To do')}/move`, { before: (await ws.column('In progress')).id });
        await expect(page.locator('.column-head > h2')).toHaveText(['To do', 'In progress', 'Done', 'Blocked']);
        await isUndisturbed(page, `the focus was ${focus}, and it was moved to the beginning`);
        expect(await isOpen(layer), `the focus was ${focus}, and it was moved to the beginning`).toBe(true);
        await page.keyboard.press('Escape');
        await expect(layer).toHaveCount(0);
        // The browser gives the focus back only to who had it in a menu.
        if (focus === 'in it') await expect(options(a)).toBeFocused();
      }
    });
  }
}
