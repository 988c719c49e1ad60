import type { Page } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { stopClock } from '../support/clock';
import { expect, test } from '../support/fixtures';

/** A page of another site: to the browser a host's other name is one. */
const elsewhere = (page: Page) => `${new URL(page.url()).origin.replace('127.0.0.1', 'localhost')}/livez`;

/** How somebody leaves; nothing of the app runs any more then. */
const WAYS: Record<string, (page: Page) => Promise<unknown>> = {
  'goes to another site': (page) => page.goto(elsewhere(page)),
  'closes the page': (page) => page.close(),
};

for (const [way, leave] of Object.entries(WAYS)) {
  test(`what was typed is sent when its writer ${way} at once`, async ({ stage }) => {
    // Where all connections are taken, what is fetched ahead at that moment breaks off.
    stage.watch.expect('network', /\/(api\/v1|assets)\//);
    const mira = await stage.person('Mira Solano');
    const ws = await stage.workspace('Larkfield', mira);
    await ws.add('To do', 'One', 'Two');
    // Each in a browser of its own: another tab would send what this one left.
    const open = async (title: string) => {
      const board = new BoardScreen(await stage.page(mira, undefined, { baseURL: stage.gateway.url }));
      await board.open(ws.boardPath);
      await board.isLive();
      await board.openTask(title);
      return board;
    };
    const [a, b] = [await open('One'), await open('Two')];
    await a.panel.getByRole('button', { name: 'Add a description' }).click();
    // No pause in the typing saves it.
    for (const { page } of [a, b]) {
      await stopClock(page);
    }
    await a.panel.getByRole('textbox', { name: 'Description' }).pressSequentially('Before noon');
    expect((await ws.task('One')).description ?? '').toBe('');
    await leave(a.page);
    await expect.poll(async () => (await ws.task('One')).description).toBe('Before noon');

    // It has not left the browser yet when the page is gone.
    await b.panel.getByRole('textbox', { name: 'Title' }).fill('Two, renamed');
    await stage.gateway.takeConnections(b.page);
    expect(await ws.titles('To do')).toEqual(['One', 'Two']);
    await leave(b.page);
    await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Two, renamed']);
  });
}
