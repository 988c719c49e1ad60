import type { Page } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { expect, test } from '../support/fixtures';

/**
 * What the translators of browsers do: each text is taken out, and an element of theirs with its translation stands in its place;
 * so again with all that comes later. The words stay, so that the page can be compared with one that is not translated.
 */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const replace = (root: Node) => {
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      for (let node: Node | null = root instanceof Text ? root : walk.nextNode(); node; node = walk.nextNode()) texts.push(node as Text);
      for (const text of texts) {
        const isTheirs = text.parentElement?.closest('font, script, style, textarea, [translate=no]');
        if (isTheirs || !text.isConnected || !text.data.trim()) continue;
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.textContent = text.data;
        outer.append(inner);
        text.replaceWith(outer);
      }
    };
    replace(document.body);
    new MutationObserver((records) => {
      for (const { addedNodes } of records) addedNodes.forEach((node) => node.isConnected && replace(node));
    }).observe(document.body, { subtree: true, childList: true });
  });
}

/** All that a page says, without what is of one moment, and what this browser alone was told. */
async function said(page: Page): Promise<string> {
  const text = await page.locator('body').innerText();
  return text.replaceAll('New for you', '').replaceAll(/\b(just now|now|\d+ (s|min)( ago)?)\b/g, '…').replaceAll(/\s+/g, ' ');
}

test('a page that is translated shows what others change, as one that is not does', async ({ stage }) => {
  const { mira, theo, ws } = await stage.pair('One', 'Two', 'Three');
  const pages: [string, Page][] = [];
  const open = async (path: string) => {
    const page = await stage.page(theo, path);
    await expect(page.getByRole('button', { name: 'Live', exact: true }).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    return page;
  };
  const { id } = await ws.task('One');
  for (const path of [ws.boardPath, `${ws.boardPath}/t/${id}`, ws.path('/members'), ws.path('/settings')]) {
    const page = await open(path);
    await translate(page);
    pages.push([path, page]);
  }

  const column = await ws.column('To do');
  await mira.call('PATCH', ws.at(`/tasks/${id}`), { title: 'One, renamed', priority: 'high', assignee_ids: [theo.user.id], description: 'New *words*' });
  await mira.call('PATCH', ws.at(`/boards/${ws.boardId}/columns/${column.id}`), { name: 'Soon', wip_limit: 9 });
  await mira.call('PATCH', ws.at(`/boards/${ws.boardId}`), { name: 'Renamed board' });
  await mira.call('PATCH', ws.at(), { name: 'Renamed workspace' });
  await mira.call('PATCH', '/me', { name: 'Mira Vega' });
  await mira.call('DELETE', ws.at(`/tasks/${(await ws.task('Two')).id}`));
  await ws.add('Soon', 'Four');
  await mira.call('POST', ws.at(`/tasks/${(await ws.task('Three')).id}/move`), { column_id: (await ws.column('Done')).id });

  for (const [path, page] of pages) {
    const fresh = await open(path);
    const dismiss = page.getByRole('button', { name: 'Dismiss' });
    // A notice may go by itself at any moment, also while it is about to be pressed.
    await dismiss.evaluateAll((buttons: HTMLElement[]) => buttons.forEach((button) => button.click()));
    await expect(dismiss).toHaveCount(0);
    const differing = async () => {
      const [translated, other] = await Promise.all([said(page), said(fresh)]);
      return translated === other ? '' : `${translated}\n${other}`;
    };
    await expect.poll(differing, { message: path }).toBe('');
    await fresh.context().close();
  }
  const board = new BoardScreen(pages[0]?.[1] as Page);
  await expect(board.title('One, renamed')).toBeVisible();
});
