import type { Locator, Page } from '@playwright/test';
import type { Api } from '../support/api';
import { BoardScreen } from '../support/board';
import { FRAMES_MS, stopClock } from '../support/clock';
import { type Stage, expect, test } from '../support/fixtures';
import type { Workspace } from '../support/workspace';

/** A list or a panel that is asked for, with nothing but its own request kept from the server. */
interface Asking {
  name: string;
  /** What is asked for. */
  path: RegExp;
  /** What has to be there first. */
  before?(ws: Workspace, mira: Api): Promise<unknown>;
  /** Goes to where it is asked for, from a live board. */
  ask(page: Page): Promise<void>;
  /** What says that it did not come; nothing where it only waits. */
  failed?(page: Page): Locator;
  /** What is there once it came. */
  came(page: Page): Locator;
}

const rail = (page: Page) => page.getByRole('complementary', { name: 'Activity' });
const everything = (page: Page) => page.getByRole('button', { name: 'Everything', exact: true });
const goTo = (name: string) => (page: Page) => page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name }).click();
const open = (title: string) => (page: Page) => page.getByRole('article').getByRole('link', { name: title }).click();
const again = (page: Page) => page.getByRole('button', { name: 'Try again' });

const ASKED: Asking[] = [
  {
    name: 'the activity',
    path: /\/activity\?/,
    ask: (page) => everything(page).click(),
    failed: again,
    came: (page) => rail(page).getByRole('listitem').filter({ hasText: 'created' }).first(),
  },
  {
    name: 'older activity',
    path: /\/activity\?.*cursor=/,
    before: (ws) => ws.fill('To do', 60),
    ask: (page) => rail(page).getByRole('button', { name: 'Show older' }).click(),
    came: (page) => rail(page).getByText('created 62 tasks'),
  },
  {
    name: 'the history of a task',
    path: /\/activity\?.*task=/,
    // What the feed beside the board has is shown at once.
    before: (ws) => ws.fill('To do', 60),
    ask: open('One'),
    failed: (page) => page.getByRole('region', { name: 'History' }).getByRole('button', { name: 'Try again' }),
    came: (page) => page.getByRole('region', { name: 'History' }).getByRole('listitem').filter({ hasText: 'created' }),
  },
  {
    name: 'a task',
    path: /\/tasks\/[0-9a-f-]{36}$/,
    before: async (ws, mira) => mira.call('PATCH', ws.at(`/tasks/${(await ws.task('One')).id}`), { description: 'Before noon' }),
    ask: open('One'),
    failed: again,
    came: (page) => page.getByRole('complementary', { name: 'Task', exact: true }).getByText('Before noon'),
  },
  {
    name: 'the trash',
    path: /\/api\/.*\/trash(\?|$)/,
    before: async (ws, mira) => mira.call('DELETE', ws.at(`/tasks/${(await ws.task('One')).id}`)),
    ask: async (page) => {
      await page.getByRole('button', { name: 'Board options' }).click();
      await page.getByRole('menuitem', { name: 'Trash' }).click();
    },
    failed: again,
    came: (page) => page.getByRole('main').getByRole('listitem').filter({ hasText: 'One' }),
  },
  {
    name: 'the invitations',
    path: /\/invitations(\?|$)/,
    before: (ws) => ws.invite('first@example.com'),
    ask: async (page) => {
      await page.keyboard.press('g');
      await page.keyboard.press('p');
    },
    failed: again,
    came: (page) => page.getByRole('table', { name: /invitations/i }).getByRole('row', { name: /first@/ }),
  },
  {
    name: 'a board',
    path: /\/boards\/[0-9a-f-]{36}$/,
    before: (ws, mira) => mira.call('POST', ws.at('/boards'), { name: 'Launch' }),
    ask: goTo('Launch'),
    failed: again,
    came: (page) => page.getByRole('region', { name: /^Board, \d+ columns?$/ }),
  },
  {
    name: 'the rest of a column',
    path: /\/tasks\?.*column=/,
    before: (ws) => ws.fill('Done', 250),
    ask: (page) => page.getByRole('button', { name: /^Show \d+ more$/ }).click(),
    came: (page) => page.getByRole('region', { name: 'Done', exact: true }).filter({ hasNot: page.getByRole('button', { name: /^Show \d+ more$/ }) }),
  },
  {
    name: 'where one is signed in',
    path: /\/me\/sessions/,
    ask: async (page) => {
      await goTo('Settings')(page);
      await page.getByRole('link', { name: 'Profile', exact: true }).click();
    },
    failed: again,
    came: (page) => page.getByRole('table', { name: 'Where you are signed in' }),
  },
  {
    name: 'the deleted workspaces',
    path: /\/workspaces\?.*deleted/,
    before: async (_ws, mira) => {
      const other = await mira.call<{ id: string }>('POST', '/workspaces', { name: 'Gone by now' });
      await mira.call('DELETE', `/workspaces/${other.id}`);
    },
    ask: (page) => page.getByRole('button', { name: /, switch workspace$/ }).press('Enter'),
    came: (page) => page.getByRole('menuitem', { name: /Gone by now/ }),
  },
];

async function live(stage: Stage, asking: Asking, baseURL?: string) {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  await ws.add('To do', 'One', 'Two');
  await asking.before?.(ws, mira);
  stage.watch.expect('network', /./);
  const board = await stage.board(mira, ws, baseURL ? { baseURL } : undefined);
  await expect(rail(board.page).getByRole('listitem').first()).toBeVisible();
  return board.page;
}

for (const asking of ASKED) {
  test(`${asking.name}: what got no answer comes by itself once the connection is back`, async ({ stage }) => {
    const page = await live(stage, asking);
    // Its code is here by now, and what else it shows; the network is gone for this alone, and then as a whole.
    const lost = page.waitForEvent('requestfailed', (request) => asking.path.test(request.url()));
    await page.route(asking.path, (route) => (route.request().method() === 'GET' ? route.abort('internetdisconnected') : route.continue()));
    await asking.ask(page);
    await lost;
    if (asking.failed) await expect(asking.failed(page)).toBeVisible();
    await expect(asking.came(page)).toHaveCount(0);
    await page.context().setOffline(true);
    await page.unroute(asking.path);
    await page.context().setOffline(false);
    await expect(asking.came(page)).toBeVisible();
    if (asking.failed) await expect(asking.failed(page)).toHaveCount(0);
  });
}

/** So many frames are drawn by a page whose clock stands, for one thing to be shown: fewer than a second of them. */
const DRAWN = 9;

/**
 * Whether it comes to be shown on a page whose clock stands. Frames are drawn for it, but in all of a test for less time than the pause
 * after which it is asked for again in any case.
 */
async function isDrawn(page: Page, shown: Locator) {
  let left = DRAWN;
  await expect
    .poll(async () => {
      if (left > 0) await page.clock.runFor(FRAMES_MS);
      left -= 1;
      return shown.count();
    })
    .toBeGreaterThan(0);
}

/** What asks again, apart from the time that passes. */
const TRIGGERS = [
  { name: 'the browser says that it is online', tell: (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online'))) },
  {
    name: 'somebody looks at the page again',
    tell: (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))),
  },
];
const [AT_ONCE, OLDER] = [ASKED[0] as Asking, ASKED[1] as Asking];

for (const asking of [AT_ONCE, OLDER]) {
  for (const trigger of TRIGGERS) {
    test(`${asking.name}: is asked for again as soon as ${trigger.name}`, async ({ stage }) => {
      const page = await live(stage, asking);
      // From here on no time passes that would ask again.
      await stopClock(page);
      const lost = page.waitForEvent('requestfailed', (request) => asking.path.test(request.url()));
      await page.route(asking.path, (route) => (route.request().method() === 'GET' ? route.abort('internetdisconnected') : route.continue()));
      await asking.ask(page);
      await lost;
      // Who asked by hand is told at least that it failed.
      await isDrawn(page, asking.failed?.(page) ?? page.getByRole('alert').filter({ hasText: 'could not be loaded' }));
      await page.unroute(asking.path);
      await expect(asking.came(page)).toHaveCount(0);
      await trigger.tell(page);
      await isDrawn(page, asking.came(page));
    });
  }
}

test('what got no answer is asked for again as soon as the connection is back', async ({ stage }) => {
  const page = await live(stage, AT_ONCE, stage.gateway.url);
  stage.gateway.goAway();
  await new BoardScreen(page).isLinked('Offline');
  await stopClock(page);
  await AT_ONCE.ask(page);
  await isDrawn(page, again(page));
  await expect(AT_ONCE.came(page)).toHaveCount(0);
  stage.gateway.clear();
  // The connection is made anew by hand, since its own pauses do not pass either; one that ended just now may have made it.
  await page.getByRole('button', { name: 'Try now' }).evaluateAll((buttons) => {
    for (const button of buttons as HTMLElement[]) button.click();
  });
  await isDrawn(page, AT_ONCE.came(page));
});

test('while the network is away, Try again may be pressed, and what is shown stays', async ({ stage }) => {
  stage.watch.expect('network', /./);
  const { a } = await stage.one(['One']);
  const told = a.told('created', 'One');
  await expect(told).toBeVisible();
  await a.page.context().setOffline(true);
  await everything(a.page).click();
  await expect(again(a.page)).toBeVisible();
  await again(a.page).click();
  await expect(again(a.page)).toBeVisible();
  await a.page.context().setOffline(false);
  await expect(again(a.page)).toHaveCount(0);
  await expect(told).toBeVisible();
  await new BoardScreen(a.page).isLive();
});
