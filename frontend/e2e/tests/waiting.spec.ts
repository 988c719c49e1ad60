import type { Page } from '@playwright/test';
import { PASSWORD, type Stage, expect, test, unique } from '../support/fixtures';
import { lookOut } from '../support/wait';
import type { Workspace } from '../support/workspace';

const PROBLEM = { type: 'urn:tutti:problem:rate_limited', title: 'Too many requests', detail: 'Try again in 2 s.', code: 'rate_limited', request_id: '' };

/** Has the server's next answer to `path` be that one shall come again in two seconds. Tells how often it was asked. */
async function busy(page: Page, method: string, path: RegExp, status: 429 | 503) {
  const asked = { times: 0 };
  await page.route(path, async (route) => {
    if (route.request().method() !== method) return route.continue();
    asked.times += 1;
    if (asked.times > 1) return route.continue();
    await route.fulfill({ status, headers: { 'Retry-After': '2' }, contentType: 'application/problem+json', body: JSON.stringify({ ...PROBLEM, status }) });
  });
  return asked;
}

type Standing = Window & { goOn?: () => void };

/**
 * Has the page's time stand, so that what is shown only until a time has come can be looked at and pressed for as long as that takes.
 * What it gives lets the time go on.
 */
async function holdTime(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const { now } = Date;
    const [at, since] = [Date.now(), performance.now()];
    Date.now = () => at;
    performance.now = () => since;
    (window as Standing).goOn = () => {
      Date.now = now;
      Reflect.deleteProperty(performance, 'now');
    };
  });
  return () => page.evaluate(() => (window as Standing).goOn?.());
}

/** A form, and the press that sends it. */
interface Form {
  name: string;
  method: string;
  path: RegExp;
  status: 429 | 503;
  fill(stage: Stage, ws: Workspace): Promise<{ page: Page; press: string | RegExp; after(page: Page): Promise<void> }>;
}

const FORMS: Form[] = [
  {
    name: 'signing in',
    method: 'POST',
    path: /\/auth\/login$/,
    status: 429,
    async fill(stage, ws) {
      const page = await stage.stranger();
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill(ws.owner.user.email);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      return { page, press: 'Sign in', after: (it) => expect(it).toHaveURL(new RegExp(ws.path('/'))) };
    },
  },
  {
    name: 'signing up',
    method: 'POST',
    path: /\/auth\/register$/,
    status: 503,
    async fill(stage) {
      const page = await stage.stranger();
      await page.goto('/sign-up');
      await page.getByLabel('Your name').fill('Ida Lund');
      await page.getByLabel('E-mail').fill(stage.email('Ida'));
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      return {
        page,
        press: 'Create account',
        after: (it) => expect(it.getByRole('heading', { name: 'Create your workspace' })).toBeVisible(),
      };
    },
  },
  {
    name: 'making a workspace',
    method: 'POST',
    path: /\/workspaces$/,
    status: 429,
    async fill(stage, ws) {
      const page = await stage.page(ws.owner, '/onboarding?new');
      await page.getByLabel('Name', { exact: true }).fill(unique('Later'));
      return { page, press: 'Create workspace', after: (it) => expect(it).toHaveURL(/\/w\/later-/) };
    },
  },
  {
    name: 'making a board',
    method: 'POST',
    path: /\/boards$/,
    status: 503,
    async fill(stage, ws) {
      const page = await stage.page(ws.owner, ws.path('/members'));
      await page.getByRole('button', { name: 'New board' }).first().click();
      await page.getByRole('dialog').getByLabel('Name').fill('Later');
      return { page, press: 'Create board', after: (it) => expect(it.getByRole('heading', { name: 'Later', level: 1 })).toBeVisible() };
    },
  },
  {
    name: 'inviting',
    method: 'POST',
    path: /\/invitations$/,
    status: 429,
    async fill(stage, ws) {
      const page = await stage.page(ws.owner, ws.path('/members?invite'));
      await page.getByRole('dialog').getByLabel('E-mail address').fill(stage.email('Vera'));
      return { page, press: 'Create invitation', after: (it) => expect(it.getByLabel(/^Invitation link/)).toBeVisible() };
    },
  },
  {
    name: 'saving a name',
    method: 'PATCH',
    path: /\/me$/,
    status: 429,
    async fill(stage, ws) {
      const page = await stage.page(ws.owner, ws.path('/account'));
      await page.getByLabel('Name', { exact: true }).fill('Mira Vega');
      return { page, press: 'Save changes', after: (it) => expect(it.getByText('Profile saved')).toBeVisible() };
    },
  },
  {
    name: 'changing a password',
    method: 'POST',
    path: /\/me\/password$/,
    status: 429,
    async fill(stage, ws) {
      const page = await stage.page(ws.owner, ws.path('/account'));
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByRole('dialog').getByLabel('Current password').fill(PASSWORD);
      await page.getByRole('dialog').getByLabel('New password').fill('eight calm bassoons');
      return { page, press: 'Change password', after: (it) => expect(it.getByText('Password changed')).toBeVisible() };
    },
  },
  {
    name: 'deleting a workspace',
    method: 'DELETE',
    path: /\/workspaces\/[^/]+$/,
    status: 503,
    async fill(stage, ws) {
      const page = await stage.page(ws.owner, ws.path('/settings'));
      await page.getByRole('button', { name: 'Delete workspace' }).click();
      await page.getByRole('dialog').getByRole('textbox').fill(ws.name);
      return { page, press: 'Delete workspace', after: (it) => expect(it.getByText(`${ws.name} was deleted`)).toBeVisible() };
    },
  },
];

test('a form that is asked to come later goes on by itself, with what was entered', async ({ stage }) => {
  stage.watch.expect(429, /\/api\/v1\//);
  stage.watch.expect(503, /\/api\/v1\//);
  for (const form of FORMS) {
    await test.step(form.name, async () => {
      const mira = await stage.person('Mira Solano');
      const ws = await stage.workspace('Larkfield', mira);
      const { page, press, after } = await form.fill(stage, ws);
      const asked = await busy(page, form.method, form.path, form.status);
      const dialog = page.locator('dialog[open]');
      const place = (await dialog.count()) > 0 ? dialog : page.locator('main');
      const goOn = await holdTime(page);
      await place.getByRole('button', { name: press, exact: true }).click();
      await expect(page.getByRole('timer')).toHaveText(/^Again in [12] s\.$/);
      await expect(page.getByText('is kept and will be sent automatically')).toBeVisible();
      await goOn();
      await after(page);
      expect(asked.times).toBe(2);
      await page.context().close();
    });
  }
});

test('an invitation that is asked to come later is accepted by itself', async ({ stage }) => {
  stage.watch.expect(429, /\/accept$/);
  const mira = await stage.person('Mira Solano');
  const theo = await stage.person('Theo Brandt');
  const ws = await stage.workspace('Larkfield', mira);
  const link = await ws.invite(theo.user.email);
  const page = await stage.page(theo);
  const asked = await busy(page, 'POST', /\/accept$/, 429);
  // It waits for two seconds only, which loading the rest of the page may take.
  await page.goto(link, { waitUntil: 'commit' });
  const waits = await lookOut(page, '[role=timer]');
  await waits();
  await expect(page).toHaveURL(new RegExp(`/w/${ws.slug}/`));
  expect(asked.times).toBe(2);
});

test('who does not want to wait cancels, and nothing is sent', async ({ stage }) => {
  stage.watch.expect(429, /\/auth\/login$/);
  const mira = await stage.person('Mira Solano');
  const page = await stage.stranger();
  await page.goto('/sign-in');
  const asked = await busy(page, 'POST', /\/auth\/login$/, 429);
  await page.getByLabel('E-mail').fill(mira.user.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const goOn = await holdTime(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('timer')).toHaveCount(0);
  await goOn();
  // The time it would have waited is the thing tested, so it has to pass.
  await new Promise((over) => setTimeout(over, 2_500));
  expect(asked.times).toBe(1);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(PASSWORD);
});

test('a page that could not begin goes on by itself once somebody answers', async ({ stage }) => {
  stage.watch.expect('network', /\/api\/v1\//);
  const { ws, mira } = await stage.one(['One']);
  const page = await stage.page(mira);
  const api = /\/api\/v1\//;
  await page.route(api, (route) => route.abort());
  await page.goto(ws.path('/members'));
  await expect(page.getByRole('heading', { name: 'Tutti does not answer' })).toBeVisible();
  await page.unroute(api);
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
});
