import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, chromium as browsers } from '@playwright/test';
import type { Api } from '../support/api';
import { BoardScreen } from '../support/board';
import { windowed } from '../support/chromium';
import { PASSWORD, expect, test } from '../support/fixtures';

async function signIn(page: Page, person: Api): Promise<void> {
  await page.getByLabel('E-mail').fill(person.user.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a browser that blocks cookies works until the page is loaded anew, and says so', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  await ws.add('To do', 'One');
  // The browser's own setting, which takes cookies, storage and locks away together.
  const profile = await mkdtemp(join(tmpdir(), 'tutti-e2e-profile-'));
  await mkdir(join(profile, 'Default'));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
  const context = await browsers.launchPersistentContext(profile, { ...windowed, baseURL: stage.server.url });
  try {
    await stage.watch.add(context);
    const page = await context.newPage();
    await page.goto(ws.boardPath);
    await expect(page.getByText('Cookies are blocked for this site.')).toBeVisible();
    expect(await context.cookies()).toEqual([]);
    await signIn(page, mira);
    const board = new BoardScreen(page);
    await board.isLive();
    await board.create('To do', 'Two');
    await expect.poll(() => ws.titles('To do')).toEqual(['One', 'Two']);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
    await expect(page.getByText('Cookies are blocked for this site.')).toBeVisible();
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
});

/** What a browser may lack or refuse, each by itself. */
const MISSING: Record<string, () => void> = {
  'local storage is forbidden': () => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  },
  'local storage is full': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  },
  'there are no locks': () => Object.defineProperty(navigator, 'locks', { value: undefined }),
  'locks are refused': () => {
    if (navigator.locks) navigator.locks.request = () => Promise.reject(new DOMException('Access is denied.', 'SecurityError'));
  },
  'there are no channels': () => Object.defineProperty(window, 'BroadcastChannel', { value: undefined }),
  'channels are refused': () => {
    Object.defineProperty(window, 'BroadcastChannel', {
      value: class {
        constructor() {
          throw new DOMException('Access is denied.', 'SecurityError');
        }
      },
    });
  },
  'there is no database': () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
};

test('a browser that lacks or refuses one thing shows the board, sends what is done, and renews its session', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  for (const [what, take] of Object.entries(MISSING)) {
    await test.step(what, async () => {
      const context = await stage.contextOf(mira);
      await context.addInitScript(take);
      const board = new BoardScreen(await context.newPage());
      await board.open(ws.boardPath);
      await board.isLive();
      await board.create('To do', what);
      await expect.poll(() => ws.titles('To do')).toContain(what);
      await board.page.reload();
      await board.isLive();
      const cookies = await context.cookies();
      await context.close();
      // The refresh token was spent; the next browser goes on with what this one was given.
      mira.cookies.splice(0, mira.cookies.length, ...cookies.map(({ name, value, httpOnly }) => ({ name, value, httpOnly })));
    });
  }
});

test('where nothing is kept, what waits is said to wait in the page only', async ({ stage }) => {
  stage.watch.expect('network', /\/(api\/v1|assets)\//);
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const context = await stage.contextOf(mira, { baseURL: stage.gateway.url });
  await context.addInitScript(MISSING['local storage is forbidden'] as () => void);
  const board = new BoardScreen(await context.newPage());
  await board.open(ws.boardPath);
  await board.isLive();
  stage.gateway.goAway();
  await board.isLinked('Offline');
  await board.create('To do', 'Waits');
  await expect(board.page.getByText('1 change will be sent when you are back online, if this page stays open.')).toBeVisible();
  let asked = false;
  board.page.on('dialog', (dialog) => {
    asked = dialog.type() === 'beforeunload';
    void dialog.dismiss();
  });
  await board.page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toBe(true);
  stage.gateway.clear();
  await board.isLive();
  await expect.poll(() => ws.titles('To do')).toEqual(['Waits']);
});
