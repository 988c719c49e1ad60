import { type Locator, expect } from '@playwright/test';
import type { BoardScreen } from './board';

interface Point {
  x: number;
  y: number;
}

/** Where a card is grabbed: on its title, as people do. */
async function middle(locator: Locator): Promise<Point> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The place where the card in the hand would land. */
function slot(board: BoardScreen, column: string): Locator {
  return board.column(column).locator('.card-slot:not(.card-slot--source)');
}

/** The mouse takes hold of a card and lifts it. */
export async function lift(board: BoardScreen, title: string): Promise<void> {
  const { mouse } = board.page;
  // It waits until nothing glides. A column holds still once somebody points in it: from here on the card is where it is seen.
  await board.title(title).hover();
  const from = await middle(board.title(title));
  await mouse.move(from.x, from.y);
  await mouse.down();
  // Four pixels lift; the rest of the way is travelled in steps, as a hand does.
  await mouse.move(from.x + 6, from.y + 3, { steps: 3 });
  await expect(board.page.locator('.card.is-lifted')).toBeVisible();
}

/** Carries the lifted card over another one, to its upper or lower half, or into the free space of a column. */
export async function carry(board: BoardScreen, column: string, to: { before?: string; after?: string } = {}): Promise<void> {
  const { mouse } = board.page;
  const neighbour = to.before ?? to.after;
  let at: Point;
  if (neighbour) {
    const box = await board.card(neighbour).boundingBox();
    if (!box) throw new Error(`${neighbour} is not on the screen`);
    at = { x: box.x + box.width / 2, y: to.before ? box.y + 4 : box.y + box.height - 4 };
  } else {
    const box = await board.list(column).boundingBox();
    if (!box) throw new Error(`${column} is not on the screen`);
    at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  await mouse.move(at.x, at.y, { steps: 12 });
  await expect(slot(board, column)).toBeVisible();
}

export async function drop(board: BoardScreen): Promise<void> {
  await board.page.mouse.up();
  await expect(board.page.locator('.card.is-lifted')).toHaveCount(0);
}

/** A whole drag by mouse. */
export async function drag(board: BoardScreen, title: string, column: string, to: { before?: string; after?: string } = {}): Promise<void> {
  const neighbour = to.before ?? to.after;
  // It waits until that one is at rest: it may have made room for another a moment ago.
  if (neighbour) await board.title(neighbour).hover();
  await lift(board, title);
  await carry(board, column, to);
  await drop(board);
}
