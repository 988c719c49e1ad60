import { expect, test } from '../support/fixtures';
import { DESKTOP, PHONE, SCREENS, scene, show } from '../support/screens';
import { observeShifts, shiftsOf } from '../support/shifts';
import { holdFont, slowDown } from '../support/slow';

for (const [name, options] of [['1440', DESKTOP], ['390', PHONE]] as const) {
  for (const machine of ['this', 'a slow'] as const) {
    test(`nothing jumps while the board or a task loads, at ${name} on ${machine} machine`, async ({ stage }) => {
      const the = await scene(stage);
      const context = await stage.contextOf(the.mira, options);
      const { id } = await the.ws.task(the.names.violas);
      await the.mira.call('PATCH', the.ws.at(`/tasks/${id}`), { description: 'One line.\n\n'.repeat(12) });
      const task = `${the.ws.boardPath}/t/${id}`;
      // The second time, the browser knows the workspace.
      for (const [visit, address] of [['first', the.ws.boardPath], ['second', the.ws.boardPath], ['of a task', task]] as const) {
        const page = await context.newPage();
        await observeShifts(page);
        if (machine === 'a slow') await slowDown(page);
        await page.goto(address);
        await expect(page.getByRole('button', { name: 'Live', exact: true })).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await shiftsOf(page), `${visit} visit`).toEqual([]);
        await page.close();
      }
    });
  }
}

test('nothing jumps when the font comes last', async ({ stage }) => {
  const the = await scene(stage);
  const page = await stage.page(the.mira, undefined, DESKTOP);
  await observeShifts(page);
  const release = await holdFont(page);
  await page.goto(the.ws.boardPath, { waitUntil: 'commit' });
  await expect(page.getByRole('button', { name: 'Live', exact: true })).toBeVisible();
  const font = page.waitForResponse('**/*.woff2');
  release();
  await (await font).finished();
  await page.evaluate(() => document.fonts.ready);
  expect(await shiftsOf(page)).toEqual([]);
});

test('no page scrolls sideways at 320', async ({ stage }) => {
  const the = await scene(stage);
  const wide: string[] = [];
  for (const screen of SCREENS) {
    const page = await show(stage, screen, the, { ...PHONE, viewport: { width: 320, height: 640 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) wide.push(`${screen.name}: ${width}`);
    await page.context().close();
  }
  expect(wide).toEqual([]);
});
