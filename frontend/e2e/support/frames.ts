import type { Page } from '@playwright/test';

/** Keeps the page's frames back, as a busy machine does, while it handles keys and the mouse all the same. */
export async function holdFrames(page: Page): Promise<{ hold(): Promise<void>; release(): Promise<void> }> {
  const set = (isHeld: boolean) =>
    page.evaluate((isHeld) => {
      const own = window as unknown as { held?: FrameRequestCallback[]; frame?: typeof requestAnimationFrame };
      own.frame ??= window.requestAnimationFrame.bind(window);
      const [frame, held] = [own.frame, own.held ?? []];
      own.held = [];
      window.requestAnimationFrame = isHeld ? (callback) => -(own.held?.push(callback) ?? 0) : frame;
      held.forEach((callback) => frame(callback));
    }, isHeld);
  await set(true);
  return { hold: () => set(true), release: () => set(false) };
}
