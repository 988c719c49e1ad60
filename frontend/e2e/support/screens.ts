import { type BrowserContextOptions, type Page, expect } from '@playwright/test';
import type { Api } from './api';
import { BoardScreen } from './board';
import type { Stage } from './fixtures';
import type { Workspace } from './workspace';

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  reducedMotion: 'reduce',
};

/** What the people and things of a scene are called. */
export interface Names {
  workspace: string;
  board: string;
  mira: string;
  theo: string;
  todo: string;
  blocked: string;
  violas: string;
  hall: string;
}

export const NAMES: Names = {
  workspace: 'Larkfield',
  board: 'Board',
  mira: 'Mira Solano',
  theo: 'Theo Brandt',
  todo: 'To do',
  blocked: 'Blocked',
  violas: 'Tune the violas before the first rehearsal',
  hall: 'Book the hall',
};

/** Whom and what the screens show. */
export interface Scene {
  names: Names;
  mira: Api;
  newcomer: Api;
  ws: Workspace;
  empty: Workspace;
  invited: string;
}

/** A screen, and the way a person comes to it. */
export interface Screen {
  name: string;
  /** Who looks at it; nobody is a stranger. */
  who: 'mira' | 'newcomer' | 'stranger';
  show(page: Page, scene: Scene): Promise<void>;
}

async function board(page: Page, ws: Workspace): Promise<BoardScreen> {
  const screen = new BoardScreen(page);
  await screen.open(ws.boardPath);
  await screen.isLive();
  return screen;
}

async function heading(page: Page, path: string, name: string | RegExp): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** On a phone the sidebar is out of sight until it is called. */
async function openNavigation(page: Page): Promise<void> {
  const navigation = page.getByRole('button', { name: 'Open navigation' });
  if (await navigation.isVisible()) await navigation.click();
}

export const SCREENS: Screen[] = [
  { name: 'sign-in', who: 'stranger', show: (page) => heading(page, '/sign-in', 'Sign in to Tutti') },
  { name: 'sign-up', who: 'stranger', show: (page) => heading(page, '/sign-up', 'Create your account') },
  {
    name: 'sign-up with faults',
    who: 'stranger',
    async show(page) {
      await heading(page, '/sign-up', 'Create your account');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByText('Enter your name.')).toBeVisible();
    },
  },
  {
    name: 'invitation',
    who: 'stranger',
    async show(page, { invited }) {
      await page.goto(invited);
      await expect(page.getByRole('heading', { name: /^Join / })).toBeVisible();
    },
  },
  { name: 'onboarding', who: 'newcomer', show: (page) => heading(page, '/onboarding', 'Create your workspace') },
  { name: 'no access', who: 'newcomer', show: (page, { ws }) => heading(page, ws.path(), 'Nothing here for you') },
  { name: 'nothing at an address', who: 'mira', show: (page, { ws }) => heading(page, ws.path('/nope'), 'Not found') },
  {
    name: 'board',
    who: 'mira',
    async show(page, { ws }) {
      await board(page, ws);
    },
  },
  {
    name: 'board, empty',
    who: 'mira',
    async show(page, { empty }) {
      const screen = await board(page, empty);
      await expect(screen.column('To do').getByText('Nothing to do.')).toBeVisible();
    },
  },
  {
    name: 'board, writing a task',
    who: 'mira',
    async show(page, { ws, names }) {
      const screen = await board(page, ws);
      await screen.column(names.todo).getByRole('button', { name: `Add task to ${names.todo}` }).press('Enter');
      await expect(page.getByRole('textbox', { name: 'Title of the new task' })).toBeFocused();
    },
  },
  {
    name: 'board, where to move a card',
    who: 'mira',
    async show(page, { ws, names }) {
      const screen = await board(page, ws);
      await screen.titles(names.todo).first().focus();
      await page.keyboard.press('m');
      await expect(page.getByRole('menu', { name: 'Move to' })).toBeVisible();
    },
  },
  {
    name: 'board, a column’s dialog',
    who: 'mira',
    async show(page, { ws, names }) {
      const screen = await board(page, ws);
      await screen.column(names.todo).getByRole('button', { name: `${names.todo} options` }).press('Enter');
      await page.getByRole('menuitem', { name: 'Edit column' }).click();
      await expect(page.getByRole('dialog', { name: 'Edit column' })).toBeVisible();
    },
  },
  {
    name: 'board, a refused move',
    who: 'mira',
    async show(page, { ws, names }) {
      const screen = await board(page, ws);
      await screen.titles(names.todo).first().focus();
      await page.keyboard.press('m');
      await page.getByRole('menu', { name: 'Move to' }).getByRole('menuitem', { name: names.blocked }).click();
      await expect(page.getByRole('alert').filter({ hasText: `moved back to ${names.todo}` })).toBeVisible();
    },
  },
  {
    name: 'task',
    who: 'mira',
    async show(page, { ws, names }) {
      const { id } = await ws.task(names.violas);
      const screen = new BoardScreen(page);
      await screen.open(`${ws.boardPath}/t/${id}`);
      await expect(screen.panel.getByText('Before noon')).toBeVisible();
      await expect(screen.panel.getByRole('heading', { name: 'History' })).toBeVisible();
    },
  },
  {
    name: 'task, writing its description',
    who: 'mira',
    async show(page, { ws, names }) {
      const { id } = await ws.task(names.hall);
      const screen = new BoardScreen(page);
      await screen.open(`${ws.boardPath}/t/${id}`);
      await screen.panel.getByRole('button', { name: 'Add a description' }).click();
      await expect(screen.panel.getByRole('textbox', { name: 'Description' })).toBeFocused();
    },
  },
  { name: 'members', who: 'mira', show: (page, { ws }) => heading(page, ws.path('/members'), 'Members') },
  {
    name: 'members, inviting',
    who: 'mira',
    async show(page, { ws }) {
      await heading(page, ws.path('/members'), 'Members');
      await page.getByRole('button', { name: 'Invite people' }).first().click();
      await expect(page.getByRole('dialog', { name: /^Invite people to/ })).toBeVisible();
    },
  },
  {
    name: 'members, removing',
    who: 'mira',
    async show(page, { ws, names }) {
      await heading(page, ws.path('/members'), 'Members');
      await page.getByRole('button', { name: `More for ${names.theo}` }).click();
      await page.getByRole('menuitem', { name: 'Remove from workspace' }).click();
      await expect(page.getByRole('dialog', { name: `Remove ${names.theo}?` })).toBeVisible();
    },
  },
  { name: 'members, alone', who: 'mira', show: (page, { empty }) => heading(page, empty.path('/members'), 'Members') },
  {
    name: 'trash',
    who: 'mira',
    async show(page, { ws }) {
      await heading(page, ws.path('/trash'), 'Trash');
      await expect(page.getByRole('button', { name: /^Restore/ })).toHaveCount(1);
    },
  },
  { name: 'settings', who: 'mira', show: (page, { ws }) => heading(page, ws.path('/settings'), 'Settings') },
  {
    name: 'account',
    who: 'mira',
    async show(page, { ws }) {
      await page.goto(ws.path('/account'));
      await expect(page.getByRole('table', { name: 'Where you are signed in' })).toBeVisible();
    },
  },
  {
    name: 'account, changing the password',
    who: 'mira',
    async show(page, { ws }) {
      await page.goto(ws.path('/account'));
      await page.getByRole('button', { name: 'Change password' }).click();
      await expect(page.getByRole('dialog', { name: 'Change password' })).toBeVisible();
    },
  },
  { name: 'a new password by a link', who: 'stranger', show: (page) => heading(page, '/reset#abc', 'Choose a new password') },
  {
    name: 'board, its people',
    who: 'mira',
    async show(page, { ws, names }) {
      await board(page, ws);
      await page.getByRole('button', { name: 'Board options' }).click();
      await page.getByRole('menuitem', { name: 'People' }).click();
      await expect(page.getByRole('switch', { name: new RegExp(`^${names.theo}`) })).toBeVisible();
    },
  },
  {
    name: 'a new board',
    who: 'mira',
    async show(page, { ws }) {
      await heading(page, ws.path('/settings'), 'Settings');
      await openNavigation(page);
      await page.getByRole('button', { name: 'New board' }).first().press('Enter');
      await expect(page.getByRole('dialog', { name: 'New board' })).toBeVisible();
    },
  },
  {
    name: 'settings, deleting the workspace',
    who: 'mira',
    async show(page, { ws }) {
      await heading(page, ws.path('/settings'), 'Settings');
      await page.getByRole('button', { name: 'Delete workspace' }).click();
      await expect(page.getByRole('dialog', { name: /^Delete / })).toBeVisible();
    },
  },
  {
    name: 'the other workspaces',
    who: 'mira',
    async show(page, { ws }) {
      await heading(page, ws.path('/members'), 'Members');
      await openNavigation(page);
      await page.getByRole('button', { name: /, switch workspace$/ }).first().press('Enter');
      await expect(page.getByRole('menu', { name: /, switch workspace$/ })).toBeVisible();
    },
  },
  {
    name: 'keys',
    who: 'mira',
    async show(page, { ws }) {
      await board(page, ws);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
];

/** A workspace with something on it, an empty one, and somebody who has none; people and things have these names. */
export async function scene(stage: Stage, given: Partial<Names> = {}): Promise<Scene> {
  const names = { ...NAMES, ...given };
  const [mira, theo, noor, newcomer] = await Promise.all(
    [names.mira, names.theo, 'Noor Haddad', 'Ida Lund'].map((name) => stage.person(name)),
  );
  if (!mira || !theo || !noor || !newcomer) throw new Error('four people were asked for');
  const ws = await stage.workspace('Larkfield', mira, theo, noor);
  const empty = await stage.workspace('Quiet', mira);
  const add = async (column: string, title: string, rest: object = {}) => {
    const [task] = await ws.add(column, title);
    await mira.call('PATCH', ws.at(`/tasks/${task?.id}`), { priority: 'medium', ...rest });
  };
  await add('To do', names.violas, {
    description: 'Before noon, **all of them**:\n\n- [ ] first desk\n- [ ] second desk\n\n> Theo has the key.\n\n`440 Hz`, see [the plan](https://example.com).',
    assignee_ids: [theo.user.id],
    priority: 'high',
  });
  await add('To do', names.hall, { assignee_ids: [mira.user.id, theo.user.id, noor.user.id], priority: 'low' });
  await add('In progress', 'Print the parts for strings and winds, with wide margins for the pencil marks of the players');
  await add('In progress', 'Find a second bassoon', { assignee_ids: [noor.user.id] });
  await add('Done', 'Choose the programme', { assignee_ids: [mira.user.id] });
  await add('Blocked', 'Rent the timpani');
  const [gone] = await ws.add('Done', names.violas);
  await mira.call('DELETE', ws.at(`/tasks/${gone?.id}`));
  await ws.limit('In progress', 1);
  await ws.limit('Blocked', 1);
  const rename = async (path: string, from: string, to: string) => {
    if (to !== from) await mira.call('PATCH', ws.at(path), { name: to });
  };
  for (const [from, to] of [['To do', names.todo], ['Blocked', names.blocked]] as const) {
    await rename(`/boards/${ws.boardId}/columns/${(await ws.column(from)).id}`, from, to);
  }
  await rename(`/boards/${ws.boardId}`, NAMES.board, names.board);
  await rename('', NAMES.workspace, names.workspace);
  const invited = await ws.invite(stage.email('Vera'));
  return { names, mira, newcomer, ws, empty, invited };
}

/** A page with this screen on it. */
export async function show(stage: Stage, screen: Screen, scene: Scene, options: BrowserContextOptions): Promise<Page> {
  const page = screen.who === 'stranger' ? await stage.stranger(options) : await stage.page(scene[screen.who], undefined, options);
  // A refused move is one of the screens; a workspace that is not one's own another.
  stage.watch.expect(409, /\/(move|tasks\/[^/]+)$/);
  await screen.show(page, scene);
  return page;
}
