import type { Page } from '@playwright/test';

/** Notes what jumps that nobody touched: from the first paint of each page that comes, and on the one that is shown. */
export async function observeShifts(page: Page): Promise<void> {
  await page.addInitScript(observe);
  await page.evaluate(observe);
}

export function shiftsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
}

/** As the specification has it; the library of the language does not know it. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

function observe(): void {
  const shifts: string[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as LayoutShift;
      const what = sources.map(({ node, previousRect: from, currentRect: to }) => {
        const element = node instanceof Element ? node : node?.parentElement;
        return `${element?.className || element?.tagName} ${from.x},${from.y} to ${to.x},${to.y}`;
      });
      if (!hadRecentInput) shifts.push(`${value.toFixed(5)}: ${what.join('; ')}`);
    }
  }).observe({ type: 'layout-shift' });
}
