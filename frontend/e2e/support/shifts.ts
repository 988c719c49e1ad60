import type { Page } from '@playwright/test';

/** Notes what jumps that nobody touched: from the first paint of each page that comes, and on the one that is shown. */
export async function observeShifts(page: Page): Promise<void> {
  await page.addInitScript(observe);
  await page.evaluate(observe);
}

export function shiftsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
}

function observe(): void {
  const shifts: string[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Node | null }[];
      };
      const what = sources.map(({ node }) => (node instanceof Element ? node.className || node.tagName : node?.nodeName));
      if (!hadRecentInput) shifts.push(`${value.toFixed(4)} by ${what.join(', ')}`);
    }
  }).observe({ type: 'layout-shift' });
}
