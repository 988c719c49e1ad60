import { PASSWORD, expect, test, unique } from '../support/fixtures';
import { PHONE } from '../support/screens';

test('a workspace renamed in one window is renamed in the other, its address too', async ({ stage }) => {
  const { b, ws, mira } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/settings'));
  const name = unique('Nightingale');
  const slug = name.toLowerCase().replaceAll(' ', '-');
  await a.getByLabel('Name', { exact: true }).fill(name);
  await a.getByLabel('Workspace URL', { exact: true }).fill(slug);
  await a.getByRole('button', { name: 'Save changes' }).click();
  await expect(a.getByText('Workspace saved')).toBeVisible();
  await expect(b.page.getByRole('button', { name: `${name}, switch workspace` })).toBeVisible();
  await expect(a).toHaveURL(new RegExp(`/w/${slug}/settings$`));
  await expect(b.page).toHaveURL(new RegExp(`/w/${slug}/b/`));
  await b.hasExactly('To do', ['One']);
  // The links of the open board lead to the new address, and so does closing what they open.
  await expect(b.title('One')).toHaveAttribute('href', new RegExp(`^/w/${slug}/b/`));
  await b.openTask('One');
  await expect(b.page).toHaveURL(new RegExp(`/w/${slug}/b/[^/]+/t/`));
  await b.closeTask();
  await expect(b.page).toHaveURL(new RegExp(`/w/${slug}/b/[^/]+$`));
  await b.page.getByRole('button', { name: 'Everything', exact: true }).click();
  await expect(b.told('Mira', 'changed the name and URL of the workspace')).toBeVisible();
});

test('another task prefix is in every key at once, and what has the old one is found', async ({ stage }) => {
  const { b, ws, mira } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/settings'));
  await b.openTask('One');
  const field = a.getByLabel('Task prefix');
  const before = await field.inputValue();
  await field.fill('a1');
  await a.getByRole('button', { name: 'Save changes' }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('xyz');
  await a.getByRole('button', { name: 'Save changes' }).click();
  await expect(a.getByText('Workspace saved')).toBeVisible();
  await expect(field).toHaveValue('XYZ');
  await expect(a.getByRole('button', { name: 'Save changes' })).toHaveCount(0);
  await expect(b.card('One')).toContainText('XYZ-1');
  await expect(b.panel.getByText('XYZ-1', { exact: true })).toBeVisible();
  const { items } = await ws.owner.call<{ items: { key: string }[] }>('GET', ws.at(`/tasks?key=${before}-1`));
  expect(items.map(({ key }) => key)).toEqual(['XYZ-1']);
});

test('one\'s own name is changed for everybody', async ({ stage }) => {
  const { b, ws, mira } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/account'));
  await a.getByLabel('Name', { exact: true }).fill('Mira Vega');
  await a.getByRole('button', { name: 'Save changes' }).click();
  await expect(a.getByText('Profile saved')).toBeVisible();
  await expect(b.page.getByRole('navigation', { name: 'Workspace' }).getByText('Mira Vega')).toBeVisible();
});

test('a workspace is deleted only by its name, and is gone for all', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { b, ws, mira } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/settings'));
  await a.getByRole('button', { name: 'Delete workspace' }).click();
  const dialog = a.getByRole('dialog', { name: `Delete ${ws.name}?` });
  await dialog.getByRole('textbox').fill('something else');
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await expect(dialog.getByText('That is not the name.')).toBeVisible();
  await dialog.getByRole('textbox').fill(ws.name);
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await expect(a.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();
  await expect(b.page.getByRole('heading', { name: `${ws.name} was deleted` })).toBeVisible();
});

test('the last owner cannot leave, others can', async ({ stage }) => {
  stage.watch.expect(404, /\/api\/v1\//);
  const { ws, mira, theo } = await stage.two('One');
  const a = await stage.page(mira, ws.path('/settings'));
  await expect(a.getByText('You are the only owner. Make someone else an owner first.')).toBeVisible();
  const b = await stage.page(theo, ws.path('/settings'));
  await b.getByRole('button', { name: 'Leave workspace' }).click();
  await b.getByRole('dialog').getByRole('button', { name: 'Leave workspace' }).click();
  await expect(b.getByRole('heading', { name: 'Create your workspace' })).toBeVisible();
});

test('signing out in one tab signs out the other', async ({ stage }) => {
  stage.watch.expect(401, /\/api\/v1\//);
  const { a, ws } = await stage.one(['One']);
  const other = await a.page.context().newPage();
  await other.goto(ws.path('/account'));
  await other.getByRole('button', { name: 'Sign out of this browser' }).click();
  await expect(other.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await expect(a.page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
  await a.page.goto(ws.boardPath);
  await expect(a.page.getByRole('heading', { name: 'Sign in to Tutti' })).toBeVisible();
});

test('signing out everywhere else leaves this browser', async ({ stage }) => {
  const { ws, mira } = await stage.one([]);
  for (let n = 0; n < 3; n += 1) {
    await mira.call('POST', '/auth/login', { email: mira.user.email, password: PASSWORD });
  }
  const page = await stage.page(mira, ws.path('/account'));
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0);
  await expect(page.getByText('This browser', { exact: true })).toBeVisible();
  const { items } = await mira.call<{ items: { current: boolean }[] }>('GET', '/me/sessions');
  expect(items.map((session) => session.current)).toEqual([true]);
});

test('the theme is chosen, and kept over a reload', async ({ stage }) => {
  const { ws, mira } = await stage.one([]);
  const page = await stage.page(mira, ws.path('/account'));
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.getByRole('button', { name: 'Light' }).click();
  const light = await ground();
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
  expect(await ground()).toBe(dark);
});

test('who leaves changed settings is not asked: what was typed waits for them', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  await a.page.goto(ws.path('/settings'));
  const name = a.page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Half a name');
  await a.page.getByRole('link', { name: /^Members/ }).first().click();
  await expect(a.notices.getByText('They are kept here until you come back.')).toBeVisible();
  await expect(a.page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await a.page.goto(ws.path('/settings'));
  await expect(name).toHaveValue('Half a name');
});

test('on the narrowest phone the link of the open page of settings is in view', async ({ stage }) => {
  const { ws, mira } = await stage.two('One');
  const page = await stage.page(mira, ws.path('/account'), { ...PHONE, viewport: { width: 320, height: 640 } });
  const pages = page.getByRole('navigation', { name: 'Settings' });
  const link = pages.locator('[aria-current]');
  for (const name of ['Profile', 'Trash', 'General']) {
    if (name !== 'Profile') await pages.getByRole('link', { name, exact: true }).click();
    await expect(link).toHaveText(name);
    await expect(link).toBeInViewport({ ratio: 0.98 });
  }
});
