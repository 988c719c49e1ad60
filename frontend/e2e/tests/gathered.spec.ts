import { stopClock } from '../support/clock';
import { expect, test } from '../support/fixtures';

/** So many changes in a second are shown one by one. */
const FEW = 8;
/** For how long what others do is gathered, where more come. */
const GATHER_MS = 250;

test('what others do is shown at once, and where much comes together in a quarter of a second', async ({ stage }) => {
  const { a, ws } = await stage.one(['One', 'Two']);
  const { page } = a;
  // Before the page's own listener, so that whoever sees the count later sees what the page has made of the frame.
  await page.addInitScript(() => {
    const own = window as unknown as { heard: string[]; WebSocket: typeof WebSocket };
    own.heard = [];
    own.WebSocket = class extends WebSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        this.addEventListener('message', ({ data }) => own.heard.push(String(data)));
      }
    };
  });
  await a.open(ws.boardPath);
  await a.isLive();
  await a.leave();
  const [one, two] = await Promise.all([ws.task('One'), ws.task('Two')]);
  const titles = () => a.titles('To do').allTextContents();
  const rename = async (id: string, title: string) => {
    await ws.owner.call('PATCH', ws.at(`/tasks/${id}`), { title });
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join());
    await expect.poll(heard).toContain(title);
  };
  await stopClock(page);
  for (let n = 1; n <= FEW; n += 1) {
    await rename(one.id, `Change ${n}`);
    await page.clock.runFor(20);
    expect(await titles()).toEqual([`Change ${n}`, 'Two']);
  }
  await rename(one.id, 'Second');
  await page.clock.runFor(100);
  await rename(two.id, 'Third');
  await page.clock.runFor(100);
  expect(await titles(), 'they are gathered').toEqual([`Change ${FEW}`, 'Two']);
  await page.clock.runFor(GATHER_MS);
  expect(await titles(), 'they are shown together').toEqual(['Second', 'Third']);
  await page.clock.runFor(1_000);
  await rename(one.id, 'Fourth');
  await page.clock.runFor(20);
  expect(await titles(), 'it is quiet again').toEqual(['Fourth', 'Third']);
});
