import { type CDPSession, type Locator, expect } from '@playwright/test';
import type { BoardScreen } from './board';

/** Between two events of a finger that is on its way. */
const EVENT_MS = 16;

interface Touch {
  type: 'touchStart' | 'touchMove' | 'touchEnd';
  touchPoints: { x: number; y: number }[];
  /** In seconds since 1970. Without one the browser takes its own time. */
  timestamp?: number;
}

/** A finger. Playwright can tap; holding and moving goes through the browser's own protocol. */
export class Finger {
  private at = { x: 0, y: 0 };

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
    await this.send({ type: 'touchStart', touchPoints: [this.at] });
    await expect(lifted).toBeVisible();
  }

  /**
   * Swipes sideways from a card, as fast on every machine: the events carry their own times, and none waits until the page has taken
   * the one before.
   */
  async swipe(title: string, by: number, steps = 12): Promise<void> {
    const box = await this.board.title(title).boundingBox();
    if (!box) throw new Error(`${title} is not on the screen`);
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const begun = Date.now() - (steps + 1) * EVENT_MS;
    const events = Array.from({ length: steps + 2 }, (_, n): Touch => {
      const timestamp = (begun + n * EVENT_MS) / 1_000;
      if (n > steps) return { type: 'touchEnd', touchPoints: [], timestamp };
      const at = { x: middle.x + by * (n / steps - 1 / 2), y: middle.y };
      return { type: n === 0 ? 'touchStart' : 'touchMove', touchPoints: [at], timestamp };
    });
    await Promise.all(events.map((event) => this.send(event)));
    await expect(this.board.page.locator('.card.is-lifted')).toHaveCount(0);
  }

  /** Moves in steps, as a finger does. */
  async go(x: number, y: number, steps = 12): Promise<void> {
    const from = { ...this.at };
    for (let step = 1; step <= steps; step += 1) {
      this.at = { x: from.x + ((x - from.x) * step) / steps, y: from.y + ((y - from.y) * step) / steps };
      await this.send({ type: 'touchMove', touchPoints: [this.at] });
    }
  }

  /** Another finger taps elsewhere while this one holds. */
  async tapWithAnother(x: number, y: number): Promise<void> {
    const dispatch = (type: 'touchStart' | 'touchMove', touchPoints: { x: number; y: number; id: number }[]) =>
      this.client.send('Input.dispatchTouchEvent', { type, touchPoints });
    const own = { ...this.at, id: 0 };
    await dispatch('touchStart', [own, { x, y, id: 1 }]);
    // A point that is not there any more was lifted.
    await dispatch('touchMove', [own]);
  }

  async leave(): Promise<void> {
    await this.send({ type: 'touchEnd', touchPoints: [] });
    await expect(this.board.page.locator('.is-lifted')).toHaveCount(0);
  }

  private async send(event: Touch): Promise<void> {
    await this.client.send('Input.dispatchTouchEvent', event);
  }
}
