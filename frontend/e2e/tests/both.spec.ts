import { carry, drop, lift } from '../support/drag';
import { expect, test } from '../support/fixtures';

test('A renames while B drags the same card: both survive', async ({ stage }) => {
  const { a, b, ws } = await stage.two('One', 'Two', 'Three');
  await lift(b, 'Two');
  await carry(b, 'In progress');
  await a.rename('Two', 'Two, renamed');
  await expect.poll(async () => (await ws.board()).tasks.map((task) => task.title)).toContain('Two, renamed');
  await drop(b);
  for (const screen of [a, b]) {
    await screen.hasExactly('In progress', ['Two, renamed']);
    await screen.hasExactly('To do', ['One', 'Three']);
  }
  expect(await ws.titles('In progress')).toEqual(['Two, renamed']);
});

test('A assigns while B renames, at once: both survive on every open board', async ({ stage }) => {
  // Whose change comes second is asked to look again, and sends itself anew, since the text is the one it began from.
  stage.watch.expect(412, /\/tasks\//);
  const { a, b, ws, theo } = await stage.two('One');
  const noor = await stage.person('Noor Haddad');
  await ws.join(noor);
  const c = await stage.board(noor, ws);
  await Promise.all([a.openTask('One'), b.openTask('One')]);
  await Promise.all([a.choose('Assignees', 'Theo Brandt'), b.panel.getByRole('textbox', { name: 'Title' }).fill('One, renamed')]);
  await b.panel.getByRole('textbox', { name: 'Title' }).press('Enter');
  for (const screen of [a, b, c]) {
    await screen.hasExactly('To do', ['One, renamed']);
    await expect(screen.card('One, renamed').getByRole('img', { name: 'Theo Brandt' })).toBeVisible();
  }
  expect(await ws.task('One, renamed')).toMatchObject({ assignee_ids: [theo.user.id] });
});

test('two write one description: the later sees both texts, and nothing is lost', async ({ stage }) => {
  stage.watch.expect(412, /\/tasks\//);
  const { a, b, ws } = await stage.two('One');
  await Promise.all([a.openTask('One'), b.openTask('One')]);
  // B's text is on its way while A's arrives.
  let go = () => {};
  const held = new Promise<void>((open) => (go = open));
  await b.page.route(/\/tasks\/[^/]+$/, async (route) => {
    if (route.request().method() === 'PATCH') await held;
    await route.continue();
  });
  for (const [screen, text] of [[b, 'By Theo'], [a, 'By Mira']] as const) {
    await screen.panel.getByRole('button', { name: 'Add a description' }).click();
    await screen.panel.getByRole('textbox', { name: 'Description' }).fill(text);
    await screen.panel.getByRole('textbox', { name: 'Title' }).focus();
  }
  await expect.poll(async () => (await ws.task('One')).description).toBe('By Mira');
  go();
  const clash = b.panel.getByRole('alert').filter({ hasText: 'Mira changed this too' });
  await expect(clash).toContainText('By Mira');
  await expect(b.panel.getByRole('textbox', { name: 'Description' })).toHaveValue('By Theo');
  await clash.getByRole('button', { name: 'Keep mine' }).click();
  await expect(a.panel.getByText('By Theo')).toBeVisible();
  await expect(clash).toBeHidden();
  expect((await ws.task('One')).description).toBe('By Theo');
});

test('going back while a title is written saves it', async ({ stage }) => {
  const { a, ws } = await stage.one(['One']);
  await a.openTask('One');
  await a.panel.getByRole('textbox', { name: 'Title' }).fill('One, renamed');
  await a.page.goBack();
  await expect(a.panel).toHaveCount(0);
  await a.hasExactly('To do', ['One, renamed']);
  await expect.poll(() => ws.titles('To do')).toEqual(['One, renamed']);
  await a.create('To do', 'Two');
  await a.hasExactly('To do', ['One, renamed', 'Two']);
});
