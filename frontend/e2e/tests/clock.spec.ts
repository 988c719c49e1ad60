import { BoardScreen } from '../support/board';
import { expect, test } from '../support/fixtures';

const MINUTE = 60_000;

for (const [off, by] of [['fast', 10 * MINUTE], ['slow', -10 * MINUTE]] as const) {
  test(`a browser whose clock is ten minutes ${off} tells the time that has passed`, async ({ stage }) => {
    const mira = await stage.person('Mira Solano');
    const ws = await stage.workspace('Larkfield', mira);
    await ws.add('To do', 'One');
    const context = await stage.contextOf(mira);
    await context.addInitScript((by) => {
      const RealDate = Date;
      class WrongDate extends RealDate {
        constructor(...rest: []) {
          // Only the time of now is wrong; all else is what it is.
          super(...((rest.length === 0 ? [RealDate.now() + by] : rest) as []));
        }
        static override now(): number {
          return RealDate.now() + by;
        }
      }
      globalThis.Date = WrongDate as DateConstructor;
    }, by);
    const board = new BoardScreen(await context.newPage());
    await board.open(ws.boardPath);
    await board.isLive();
    await board.create('To do', 'Made here');
    await ws.add('To do', 'Made elsewhere');
    for (const title of ['Made here', 'Made elsewhere', 'One']) {
      await expect(board.told('created', title).locator('time'), title).toHaveText(/^(now|\d+ s)$/);
    }
    await expect(board.activity.getByText('Just now')).toBeVisible();
    await board.openTask('Made here');
    await expect(board.panel.getByText('Updated just now')).toBeVisible();
    await board.page.goto(ws.path('/account'));
    const here = board.page.getByRole('row').filter({ hasText: 'This browser' });
    await expect(here.locator('time')).toHaveText('just now');
  });
}
