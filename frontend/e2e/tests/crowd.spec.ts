import { expect, test } from '../support/fixtures';
import { drag } from '../support/drag';

const CARDS = 20;
const CLIENTS = 18;
const MOVES = 6;

/** Pseudorandom, so that a failure can be run again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

test('20 clients move cards in one column at once: one order everywhere, no card lost', async ({ stage }) => {
  const names = Array.from({ length: CARDS }, (_, n) => `Card ${String(n).padStart(2, '0')}`);
  const { a, b, ws } = await stage.two(...names);
  const movers = [];
  for (let n = 0; n < CLIENTS; n += 1) {
    const mover = await stage.person(`Mover ${n}`);
    await ws.join(mover);
    movers.push(mover);
  }
  const { tasks } = await ws.board();
  const column_id = (await ws.column('To do')).id;
  const ids = tasks.map((task) => task.id);

  const byApi = movers.map(async (mover, n) => {
    const roll = dice(n + 1);
    for (let move = 0; move < MOVES; move += 1) {
      const at = roll(ids.length);
      const beside = ids[(at + 1 + roll(ids.length - 1)) % ids.length];
      const place = roll(2) === 0 ? { before: beside } : { after: beside };
      await mover.call('POST', ws.at(`/tasks/${ids[at]}/move`), { column_id, ...place });
    }
  });
  // The board never stands still, so the mouse takes whichever card is there; the column in which it points does.
  const byHand = [a, b].map(async (board) => {
    await board.column('To do').getByRole('heading', { name: 'To do' }).hover();
    for (let move = 0; move < 3; move += 1) {
      const shown = await board.titles('To do').allTextContents();
      await drag(board, shown[1 + move] ?? '', 'To do', { before: shown[0] ?? '' });
    }
  });
  await Promise.all([...byApi, ...byHand]);
  // A column in which one points or has the focus holds still.
  for (const board of [a, b]) await board.leave();

  // Each shows its own moves before they are sent: only where both show what is kept is none on its way.
  await expect
    .poll(async () => {
      const kept = (await ws.titles('To do')).join();
      const shown = await Promise.all([a, b].map(async (board) => (await board.titles('To do').allTextContents()).join()));
      return shown.every((titles) => titles === kept);
    })
    .toBe(true);
  const order = await ws.titles('To do');
  expect([...order].sort(), 'no card is lost or doubled').toEqual(names);
  await a.hasExactly('To do', order);
  await b.hasExactly('To do', order);
  const positions = (await ws.board()).tasks.map((task) => task.position);
  expect(new Set(positions).size, 'no two stand on one place').toBe(CARDS);
});
