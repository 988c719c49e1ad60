import type { Page } from '@playwright/test';
import { BoardScreen } from '../support/board';
import { type Stage, expect, test } from '../support/fixtures';
import { isUndisturbed, settle } from '../support/undisturbed';
import type { Workspace } from '../support/workspace';

/** Opens a page that asks every few seconds, whose next answers tell of nothing but that the stream cannot be followed. */
async function cutOff(stage: Stage, page: Page, path: string) {
  stage.watch.expect('network', /\/api\/v1\//);
  stage.watch.expect(403, /\/api\/v1\//);
  stage.gateway.refuseSockets();
  await page.goto(path);
  await new BoardScreen(page).isLinked('Polling, 5 s');
  await page.route(/\/events\?/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), events: [], resync: true } });
  });
}

/** Answers nothing any more: one that is on its way when its page goes would be an error. */
async function end(page: Page) {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}

async function alone(stage: Stage, path: (ws: Workspace) => string) {
  const mira = await stage.person('Mira Solano');
  const ws = await stage.workspace('Larkfield', mira);
  const [task] = await ws.add('To do', 'One');
  const page = await (await stage.contextOf(mira, { baseURL: stage.gateway.url })).newPage();
  await cutOff(stage, page, path(ws));
  return { mira, ws, page, a: new BoardScreen(page), task };
}

test('the feed and a task’s history show what the stream could not tell of', async ({ stage }) => {
  const { mira, ws, a, task } = await alone(stage, (ws) => ws.boardPath);
  await a.openTask('One');
  const history = a.panel.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem')).toHaveCount(1);
  await expect(history.getByRole('button', { name: 'What changed' })).toHaveCount(0);
  await mira.call('PATCH', ws.at(`/tasks/${task?.id}`), { priority: 'high' });
  await ws.add('To do', 'Two');
  // One sitting is one line, which has grown.
  await expect(history.getByRole('button', { name: 'What changed' })).toBeVisible();
  await a.closeTask();
  await expect(a.told('created', 'Two')).toBeVisible();
  await end(a.page);
});

test('the trash shows what the stream could not tell of', async ({ stage }) => {
  const { mira, ws, page, task } = await alone(stage, (ws) => ws.path('/trash'));
  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible();
  await mira.call('DELETE', ws.at(`/tasks/${task?.id}`));
  await expect(page.getByRole('listitem').filter({ hasText: 'One' }).first()).toBeVisible();
  await end(page);
});

test('the invitations that wait show what the stream could not tell of', async ({ stage }) => {
  const { ws, page } = await alone(stage, (ws) => ws.path('/members'));
  const email = stage.email('Noor');
  await ws.invite(email);
  await expect(page.getByText(email)).toBeVisible();
  await end(page);
});

test('who writes in a task writes on while all is loaded anew around them', async ({ stage }) => {
  // What is sent stands on a version that is old by then, and goes once more.
  stage.watch.expect(412, /\/tasks\//);
  const { mira, ws, page, a, task } = await alone(stage, (ws) => ws.boardPath);
  await a.openTask('One');
  await a.panel.getByRole('button', { name: 'Add a description' }).click();
  const field = a.panel.getByRole('textbox', { name: 'Description' });
  let answer = () => {};
  const held = new Promise<void>((go) => (answer = go));
  await page.route(/\/tasks\/[^/]+$/, async (route) => {
    if (route.request().method() === 'PATCH') await held;
    await route.continue();
  });
  // A part of it is on its way, and the rest waits for the answer.
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await field.pressSequentially('Half');
  await sent;
  await field.pressSequentially(' a word');
  await field.press('Shift+ArrowLeft');
  await field.press('Shift+ArrowLeft');
  await settle(field);
  await mira.call('PATCH', ws.at(`/tasks/${task?.id}`), { title: 'One, by phone' });
  await ws.add('Done', 'Two');
  await expect(a.title('Two')).toBeVisible();
  await expect(a.panel.getByRole('textbox', { name: 'Title' })).toHaveValue('One, by phone');
  await isUndisturbed(page, 'the description');
  await page.keyboard.type('lf');
  await expect(field).toHaveValue('Half a wolf');
  answer();
  await expect.poll(async () => (await ws.task('One, by phone')).description).toBe('Half a wolf');
  await expect(field).toHaveValue('Half a wolf');
  await end(page);
});
