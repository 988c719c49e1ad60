import { type CDPSession, expect } from '@playwright/test';
import type { BoardScreen } from './board';

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
  async hold(title: string): Promise<void> {
    const box = await this.board.title(title).boundingBox();
    if (!box) throw new Error(`${title} is not on the screen`);
    this.at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await this.send('touchStart');
    await expect(this.board.page.locator('.card.is-lifted')).toBeVisible();
  }

  /** Swipes sideways from a card. */
  async swipe(title: string, by: number): Promise<void> {
    const box = await this.board.title(title).boundingBox();
    if (!box) throw new Error(`${title} is not on the screen`);
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    this.at = { x: middle.x - by / 2, y: middle.y };
    await this.send('touchStart');
    await this.go(middle.x + by / 2, middle.y);
    await this.leave();
  }

  /** Moves in steps, as a finger does. */
  async go(x: number, y: number, steps = 12): Promise<void> {
    const from = { ...this.at };
    for (let step = 1; step <= steps; step += 1) {
      this.at = { x: from.x + ((x - from.x) * step) / steps, y: from.y + ((y - from.y) * step) / steps };
      await this.send('touchMove');
    }
  }

  async leave(): Promise<void> {
    await this.client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(this.board.page.locator('.card.is-lifted')).toHaveCount(0);
  }

  private async send(type: 'touchStart' | 'touchMove'): Promise<void> {
    await this.client.send('Input.dispatchTouchEvent', { type, touchPoints: [this.at] });
  }
}
