import { stopClock } from '../support/clock';
import { drag } from '../support/drag';
import { expect, test } from '../support/fixtures';

/** Far less than a toast stands by itself. */
const SOON_MS = 1_000;

test('the way back goes once somebody else has taken the deed back', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two', 'Three']);
  const { id } = await ws.task('Two');
  const told = (title: string) => a.notices.getByRole('status').filter({ hasText: `“${title}” deleted` });
  for (const title of ['One', 'Two']) {
    await a.title(title).focus();
    await a.page.keyboard.press('Delete');
  }
  // Under the pointer both stand.
  await told('One').hover();
  await expect.poll(() => ws.titles('To do')).toEqual(['Three']);
  await ws.owner.call('POST', ws.at(`/tasks/${id}/restore`));
  // The focus is in that column, so the card waits to be shown.
  await expect(a.column('To do').getByRole('button', { name: 'Show 1 new in To do' })).toBeVisible();
  await expect(told('Two')).toBeVisible();
  await a.leave();
  // By its time the older one would go first.
  await expect(told('Two')).toHaveCount(0);
  await expect(told('One')).toBeVisible();
});

test('a refusal goes once what was refused is done', async ({ stage }) => {
  stage.watch.expect(409, /\/move$/);
  const { a, ws } = await stage.one(['One', 'Two']);
  await ws.add('In progress', 'Busy');
  await ws.limit('In progress', 1);
  await expect(a.column('In progress').getByRole('img', { name: '1 task, limit 1' })).toBeVisible();
  await drag(a, 'Two', 'In progress', { after: 'Busy' });
  const notice = a.notices.getByRole('alert').filter({ hasText: '“Two” moved back to To do' });
  await expect(notice).toBeVisible();
  await ws.limit('In progress', 2);
  await expect(a.column('In progress').getByRole('img', { name: '1 task, limit 2' })).toBeVisible();
  await drag(a, 'Two', 'In progress', { after: 'Busy' });
  await expect.poll(() => ws.titles('In progress')).toEqual(['Busy', 'Two']);
  await expect(notice).toHaveCount(0);
});

test('what the filter hides is told until it shows again', async ({ stage }) => {
  const { a } = await stage.one(['Alpha', 'Alps']);
  const filter = a.page.getByRole('textbox', { name: 'Filter' });
  await filter.fill('alp');
  await a.rename('Alps', 'Pyrenees');
  const notice = a.notices.getByRole('status').filter({ hasText: '“Pyrenees” is hidden by the filter' });
  await expect(notice).toBeVisible();
  await stopClock(a.page);
  await expect(notice).toBeVisible();
  await filter.fill('');
  await a.page.clock.runFor(SOON_MS);
  await expect(notice).toHaveCount(0);
});

test('what one is given is told until one looks at it', async ({ stage }) => {
  const { b, ws, theo } = await stage.two('One');
  const { id } = await ws.task('One');
  await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { assignee_ids: [theo.user.id] });
  const notice = b.notices.getByRole('status').filter({ hasText: 'One' });
  await expect(notice.getByRole('button', { name: 'Open' })).toBeVisible();
  await stopClock(b.page);
  await expect(notice).toBeVisible();
  await b.title('One').press('Enter');
  await b.page.clock.runFor(SOON_MS);
  await expect(b.panel).toBeVisible();
  await b.page.clock.runFor(SOON_MS);
  await expect(notice).toHaveCount(0);
});

test('a toast shows what happened behind a long title', async ({ stage }) => {
  const long = 'Violas '.repeat(28).trim();
  const { a } = await stage.one([long]);
  await a.title(long).focus();
  await a.page.keyboard.press('Delete');
  const notice = a.notices.getByRole('status').filter({ hasText: 'deleted' });
  await expect(notice).toBeVisible();
  const title = notice.locator('.toast-title');
  const lines = await title.evaluate((it) => it.getBoundingClientRect().height / parseFloat(getComputedStyle(it).lineHeight));
  expect(lines).toBeLessThan(3.5);
});
