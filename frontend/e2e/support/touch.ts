import { type CDPSession, type Locator, expect } from '@playwright/test';
import type { BoardScreen } from './board';

/** Between two events of a finger that is on its way. */
const EVENT_MS = 16;

interface Touch {
  type: 'touchStart' | 'touchMove' | 'touchEnd';
  /** Where fingers are; one that is not there any more was lifted. */
  touchPoints: { x: number; y: number; id?: number }[];
}

/**
 * A finger. Playwright can tap; holding and moving goes through the browser's own protocol. It is as fast on every machine: its events
 * carry their own times, however late the page takes them.
 */
export class Finger {
  private at = { x: 0, y: 0 };
  /** When its last event was, in milliseconds since 1970. */
  private time = 0;

  private constructor(
    private readonly board: BoardScreen,
    private readonly client: CDPSession,
  ) {}

  static async of(board: BoardScreen): Promise<Finger> {
    return new Finger(board, await board.page.context().newCDPSession(board.page));
  }

  /** Rests on a card until it is lifted. */
  hold(title: string): Promise<void> {
    return this.holdOn(this.board.title(title), this.board.page.locator('.card.is-lifted'));
  }

  /** Rests on something until it is lifted. */
  async holdOn(thing: Locator, lifted: Locator): Promise<void> {
    const box = await thing.boundingBox();
    if (!box) throw new Error('it is not on the screen');
    this.at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await this.send([{ type: 'touchStart', touchPoints: [this.at] }]);
    await expect(lifted).toBeVisible();
  }

  /** Swipes sideways from a card. */
  async swipe(title: string, by: number, steps = 12): Promise<void> {
    const box = await this.board.title(title).boundingBox();
    if (!box) throw new Error(`${title} is not on the screen`);
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const events = Array.from({ length: steps + 1 }, (_, n): Touch => {
      const at = { x: middle.x + by * (n / steps - 1 / 2), y: middle.y };
      return { type: n === 0 ? 'touchStart' : 'touchMove', touchPoints: [at] };
    });
    await this.send([...events, { type: 'touchEnd', touchPoints: [] }]);
    await expect(this.board.page.locator('.card.is-lifted')).toHaveCount(0);
  }

  /** Moves in steps, as a finger does. */
  async go(x: number, y: number, steps = 12): Promise<void> {
    const from = this.at;
    this.at = { x, y };
    const events = Array.from({ length: steps }, (_, n): Touch => {
      const part = (n + 1) / steps;
      return { type: 'touchMove', touchPoints: [{ x: from.x + (x - from.x) * part, y: from.y + (y - from.y) * part }] };
    });
    await this.send(events);
  }

  /** Another finger taps elsewhere while this one holds. */
  async tapWithAnother(x: number, y: number): Promise<void> {
    const own = { ...this.at, id: 0 };
    await this.send([
      { type: 'touchStart', touchPoints: [own, { x, y, id: 1 }] },
      { type: 'touchMove', touchPoints: [own] },
    ]);
  }

  async leave(): Promise<void> {
    await this.send([{ type: 'touchEnd', touchPoints: [] }]);
    await expect(this.board.page.locator('.is-lifted')).toHaveCount(0);
  }

  /** One gesture, which is over now; none of its events waits until the page has taken the one before. */
  private async send(gesture: Touch[]): Promise<void> {
    const begun = Math.max(this.time, Date.now() - gesture.length * EVENT_MS);
    this.time = begun + gesture.length * EVENT_MS;
    const sent = gesture.map((event, n) =>
      this.client.send('Input.dispatchTouchEvent', { ...event, timestamp: (begun + (n + 1) * EVENT_MS) / 1_000 }),
    );
    await Promise.all(sent);
  }
}
