import type { Page } from '@playwright/test';
import type { Api } from '../support/api';
import { BoardScreen } from '../support/board';
import { PASSWORD, expect, test, unique } from '../support/fixtures';
import { Workspace } from '../support/workspace';

/** What makes up a workspace: its program, and the parts of that. */
const WORKSPACE = /\/assets\/[^/]+\/(tutti|__wasm_split|split_|chunk_)/;

/** The files of this kind that a page asks for from now on. */
function watchFor(page: Page, files: RegExp): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (files.test(pathname)) asked.push(pathname);
  });
  return asked;
}

async function signIn(page: Page, person: Api): Promise<void> {
  await page.getByLabel('E-mail').fill(person.user.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a stranger is shown each page by the small program, and the workspace’s comes only once the page is there', async ({ stage }) => {
  for (const [path, title] of [
    ['/sign-in', 'Sign in to Tutti'],
    ['/sign-up', 'Create your account'],
    ['/invite', 'This link is not complete'],
    ['/reset', 'This link is not complete'],
    ['/', 'Sign in to Tutti'],
    ['/w/larkfield/members', 'Sign in to Tutti'],
    ['/nowhere', 'Nothing here for you'],
  ] as const) {
    const page = await stage.stranger();
    const asked = watchFor(page, WORKSPACE);
    // When the page first had its heading, and what had been asked for by then.
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('main h1')) return;
        observer.disconnect();
        const names = performance.getEntriesByType('resource').map(({ name }) => name);
        Object.assign(window, { before: names });
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(path);
    await expect(page.getByRole('heading', { name: title, level: 1 }), path).toBeVisible();
    const before = await page.evaluate(() => (window as unknown as { before: string[] }).before);
    expect(before.filter((name) => WORKSPACE.test(name)), path).toEqual([]);
    await expect.poll(() => asked.some((file) => file.endsWith('/tutti_bg.wasm')), `${path}: it is fetched ahead`).toBe(true);
    expect(asked.filter((file) => !/\/tutti(_bg\.wasm|\.js)$/.test(file)), path).toEqual([]);
    await page.context().close();
  }
});

test('a stranger who saves data is sent no more than the page needs', async ({ stage }) => {
  const page = await stage.stranger();
  const asked = watchFor(page, WORKSPACE);
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await page.goto('/sign-in');
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
});

test('who is signed in begins with the workspace’s program, wherever', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.page(mira);
  const asked = watchFor(page, /\/entrance(_bg\.wasm|\.js)$/);
  for (const path of ['/', '/sign-in', '/sign-up', ws.boardPath]) {
    await page.goto(path);
    await new BoardScreen(page).isShown();
    await expect(page).toHaveURL(new RegExp(ws.boardPath));
  }
  expect(asked).toEqual([]);
});

test('who signs in comes to the board with the focus on its heading, and Back leads to no form', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.stranger();
  await page.goto('/sign-up');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveTitle('Sign in to Tutti · Tutti');
  await signIn(page, mira);
  const board = new BoardScreen(page);
  await board.isShown();
  await expect(page).toHaveURL(new RegExp(ws.boardPath));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goBack();
  await board.isShown();
  await expect(page).toHaveURL(new RegExp(ws.boardPath));
  // It is a page like any other from here on.
  await page.reload();
  await board.isShown();
  await expect(page.getByRole('heading', { level: 1 })).not.toBeFocused();
});

test('the form stays as it is until the board takes its place', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const page = await stage.stranger();
  // What is shown in the last moment, for the page is asked nothing while it is being left.
  await page.addInitScript(() => {
    addEventListener('pagehide', () => {
      if (location.pathname !== '/sign-in') return;
      const shown = [document.querySelector('h1')?.textContent, document.querySelector('[type=submit]')?.getAttribute('aria-busy')];
      sessionStorage.setItem('shown', JSON.stringify(shown));
    });
  });
  await page.goto('/sign-in');
  await signIn(page, mira);
  await new BoardScreen(page).isShown();
  await expect(page).toHaveURL(new RegExp(ws.boardPath));
  const shown = await page.evaluate(() => sessionStorage.getItem('shown') ?? 'null');
  expect(JSON.parse(shown)).toEqual(['Sign in to Tutti', 'true']);
});

test('an invited person who has an account signs in, has joined, and is told so', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const theo = await stage.person('Theo Brandt');
  const ws = await Workspace.create(mira, unique('Larkfield'));
  const page = await stage.stranger();
  await page.goto(await ws.invite(theo.user.email));
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByLabel('E-mail')).toHaveValue(theo.user.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const board = new BoardScreen(page);
  await board.isShown();
  await expect(page).toHaveURL(new RegExp(`/w/${ws.slug}/`));
  await expect(board.notices.getByText(`You joined ${ws.name}`)).toBeVisible();
});

test('who was invited as somebody else goes to their own workspaces, or signs in anew', async ({ stage }) => {
  const mira = await stage.person('Mira Solano');
  const noor = await stage.person('Noor Haddad');
  const theo = await stage.person('Theo Brandt');
  const own = await stage.workspace('Fernhill', noor);
  const ws = await Workspace.create(mira, unique('Larkfield'));
  const page = await stage.stranger();
  await page.goto(await ws.invite(theo.user.email));
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, noor);
  await expect(page.getByText(`You are signed in as ${noor.user.email}`)).toBeVisible();
  await page.getByRole('link', { name: 'Go to your workspaces' }).click();
  await new BoardScreen(page).isShown();
  await expect(page).toHaveURL(new RegExp(own.boardPath));
  await page.goBack();
  await page.getByRole('button', { name: 'Use another account' }).click();
  await signIn(page, theo);
  await new BoardScreen(page).isShown();
  await expect(page).toHaveURL(new RegExp(`/w/${ws.slug}/`));
});
